package org.wardline.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.wardline.app.config.Tree.Branch;
import org.wardline.app.config.Tree.Items;
import org.wardline.app.config.Tree.Leaf;
import org.wardline.app.config.Tree.Looks;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML to a {@link Tree}: nodes only, nothing is ever constructed from a tag, every value knows its line.
 *
 * <p>Scalars are typed here by the YAML 1.2 core schema's looks (null, true/false, decimal numbers), not by YAML 1.1:
 * {@code off}, {@code 1:30} and {@code 2026-11-22} stay text.
 */
final class YamlReader {
    /** The largest file: a ward of 1,000 beds needs about a tenth of it. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /** Maps in maps, lists in lists. */
    static final int MAX_DEPTH = 20;

    /** Values in one file, those that aliases repeat counted again. */
    static final int MAX_VALUES = 200_000;

    private static final int MAX_ALIASES = 50;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?([eE][-+]?[0-9]{1,2})?");
    private static final List<Tag> PLAIN_TAGS = List.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP, Tag.MERGE, Tag.COMMENT);

    private final String source;
    private final Findings findings;
    private int values;

    private YamlReader(String source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** A file's tree; empty, and a problem found, when it cannot be read. */
    static Branch file(Path file, Findings findings) {
        Place start = new Place(file.toString(), 0);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            findings.problem(start, "", "no such file");
            return Branch.empty(start);
        } catch (IOException e) {
            findings.problem(start, "", "cannot be read; must be a YAML file that this user may read");
            return Branch.empty(start);
        }
        if (bytes.length > MAX_BYTES) {
            findings.problem(start, "", "is too large; at most 2 MiB");
            return Branch.empty(start);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text(file.toString(), text, findings);
        } catch (CharacterCodingException e) {
            findings.problem(start, "", "must be UTF-8");
            return Branch.empty(start);
        }
    }

    /** The tree of a whole YAML text. */
    static Branch text(String source, String text, Findings findings) {
        Place start = new Place(source, 1);
        Tree tree = new YamlReader(source, findings).read(text, Branch.empty(start));
        if (tree instanceof Branch branch) {
            return branch;
        }
        if (!(tree instanceof Leaf leaf && leaf.looks() == Looks.NOTHING)) {
            findings.problem(start, "", "must be a map of keys");
        }
        return Branch.empty(start);
    }

    /** The value of a {@code --set}: JSON (or a YAML flow list or map) where it parses, else text. */
    static Tree argument(String text) {
        if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
            Findings aside = new Findings();
            Leaf asText = new Leaf(Place.ON_COMMAND_LINE, text, Looks.TEXT);
            Tree tree = new YamlReader(Place.SET, aside).read(text, asText);
            return aside.problems().isEmpty() ? tree : asText;
        }
        return new Leaf(Place.ON_COMMAND_LINE, text, text.equals("null") ? Looks.NOTHING : looks(text));
    }

    private Tree read(String text, Tree fallback) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            return root == null ? fallback : tree(root, place(root), "", 0);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            findings.problem(new Place(source, line), "", "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            findings.problem(new Place(source, 0), "", "is not YAML that is taken: too deep or too many aliases");
        }
        return fallback;
    }

    private Tree tree(Node node, Place place, String path, int depth) {
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            if (values <= MAX_VALUES || values == MAX_VALUES + 1) {
                findings.problem(place, path, "too much here; at most 20 levels and 200000 values");
            }
            return new Leaf(place, "", Looks.NOTHING);
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            findings.problem(place(node), path, "tags are not taken; leave out the " + node.getTag());
            return new Leaf(place, "", Looks.NOTHING);
        }
        return switch (node) {
            case ScalarNode scalar -> leaf(scalar, place);
            case SequenceNode sequence -> items(sequence, place, path, depth);
            case MappingNode mapping -> branch(mapping, place, path, depth);
            default -> throw new IllegalStateException("a YAML node of kind " + node.getNodeId());
        };
    }

    private Items items(SequenceNode sequence, Place place, String path, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(tree(item, place(item), path, depth + 1));
        }
        return new Items(place, items);
    }

    private Branch branch(MappingNode mapping, Place place, String path, int depth) {
        Map<String, Tree> children = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place at = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.problem(at, path, "a key must be a name");
                continue;
            }
            String keyPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            Tree child = tree(tuple.getValueNode(), at, keyPath, depth + 1);
            Tree before = children.putIfAbsent(key.getValue(), child);
            if (before != null) {
                findings.problem(
                        at,
                        keyPath,
                        "stands here twice; the first is in line "
                                + before.place().line());
            }
        }
        return new Branch(place, children);
    }

    private static Leaf leaf(ScalarNode scalar, Place place) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return new Leaf(place, text, Looks.TEXT);
        }
        boolean isNothing = text.isEmpty() || text.equals("~") || text.equals("null");
        return new Leaf(place, text, isNothing ? Looks.NOTHING : looks(text));
    }

    private static Looks looks(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Looks.TRUTH;
        }
        return NUMBER.matcher(text).matches() ? Looks.NUMBER : Looks.TEXT;
    }

    private Place place(Node node) {
        return source.equals(Place.SET)
                ? Place.ON_COMMAND_LINE
                : new Place(source, node.getStartMark().getLine() + 1);
    }
}
