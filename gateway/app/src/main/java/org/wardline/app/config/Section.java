package org.wardline.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardline.app.config.Tree.Branch;
import org.wardline.app.config.Tree.Items;
import org.wardline.app.config.Tree.Leaf;
import org.wardline.app.config.Tree.Looks;
import org.wardline.vitals.Names;

/**
 * One map of the configuration, read key by key. A wrong value is a problem and reads as its default, so that the rest is
 * checked as well; {@link #close()} finds the keys that nobody asked for.
 */
final class Section {
    static final String NAME = "a name of 1 to 64 of A-Z a-z 0-9 . _ -";
    private static final String OFF = "off";
    private static final int MAX_LIST = 64;
    private static final int MAX_TEXT = 256;

    private final Findings findings;
    private final String path;
    private final String pattern;
    private final Tree tree;
    private final Branch branch;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Findings findings, String path, String pattern, Tree tree) {
        this.findings = findings;
        this.path = path;
        this.pattern = pattern;
        this.tree = tree;
        this.branch = tree instanceof Branch map ? map : Branch.empty(tree.place());
    }

    static Section root(Branch branch, Findings findings) {
        return new Section(findings, "", "", branch);
    }

    /** A map below; an absent one is empty. */
    Section section(String name) {
        return new Section(findings, dotted(path, name), dotted(pattern, name), child(name));
    }

    /** The maps and short forms below this one, whose names are free, in their order; {@code form} says what this must be. */
    Map<String, Section> entries(String kind, int most, String form) {
        if (!(tree instanceof Branch) && !isNothing(tree)) {
            findings.problem(tree.place(), path, "must be a map of " + form);
        }
        if (branch.children().size() > most) {
            findings.problem(tree.place(), path, "too many; at most " + most);
            return Map.of();
        }
        Map<String, Section> entries = new LinkedHashMap<>();
        branch.children().forEach((name, child) -> {
            if (!Names.isName(name)) {
                findings.problem(child.place(), path, "each " + kind + " must be " + NAME);
            } else if (child instanceof Items) {
                problem(name, "must not be a list");
            } else {
                String below = dotted(pattern, "{" + kind + "}");
                var _ = entries.put(name, new Section(findings, dotted(path, name), below, child));
            }
        });
        return entries;
    }

    /** Whether this is its short form: one text in place of a map. */
    boolean isShort() {
        return tree instanceof Leaf && !isNothing(tree);
    }

    /** The value of the short form; empty, and a problem, when it is none. */
    <T> Optional<T> own(String allowed, Function<String, Optional<T>> parse) {
        findings.key(new Findings.Key(pattern, "", allowed));
        Optional<T> value = tree instanceof Leaf leaf ? parse.apply(leaf.text()) : Optional.empty();
        if (value.isEmpty()) {
            problem(allowed);
        }
        return value;
    }

    /** The duration that is the short form; empty, and a problem, when it is none. */
    OptionalLong ownDuration(String least, String most) {
        Optional<Long> ms = own(allowed(Quantity.DURATION, least, most), inRange(Quantity.DURATION, least, most));
        return ms.isPresent() ? OptionalLong.of(ms.get()) : OptionalLong.empty();
    }

    /** That this must be something else. */
    void problem(String allowed) {
        findings.problem(tree.place(), path, "must be " + allowed);
    }

    boolean isEmpty() {
        return branch.children().isEmpty();
    }

    /** Whether a key is given, rightly or wrongly. */
    boolean has(String name) {
        return !isNothing(child(name));
    }

    void problem(String name, String what) {
        Tree child = branch.children().get(name);
        findings.problem(child == null ? branch.place() : child.place(), dotted(path, name), what);
    }

    void notice(String name, String what) {
        findings.notice(dotted(path, name) + ": " + what);
    }

    /** In milliseconds. */
    long duration(String name, String fallback, String least, String most) {
        return quantity(Quantity.DURATION, name, fallback, least, most);
    }

    /** In bytes. */
    long size(String name, String fallback, String least, String most) {
        return quantity(Quantity.SIZE, name, fallback, least, most);
    }

    private long quantity(Quantity kind, String name, String fallback, String least, String most) {
        return value(name, fallback, allowed(kind, least, most), inRange(kind, least, most))
                .orElseGet(() -> kind.of(fallback));
    }

    private static String allowed(Quantity kind, String least, String most) {
        return kind.form() + " from " + least + " to " + most;
    }

    private static Function<String, Optional<Long>> inRange(Quantity kind, String least, String most) {
        return text -> {
            OptionalLong amount = kind.parse(text);
            boolean isTaken =
                    amount.isPresent() && amount.getAsLong() >= kind.of(least) && amount.getAsLong() <= kind.of(most);
            return isTaken ? Optional.of(amount.getAsLong()) : Optional.empty();
        };
    }

    boolean flag(String name, boolean fallback) {
        return value(name, Boolean.toString(fallback), "true or false", text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                })
                .orElse(fallback);
    }

    /** One of some words, each standing for something; the first is the default. */
    @SafeVarargs
    final <T> T choice(String name, Map.Entry<String, T>... words) {
        Map<String, T> byWord = new LinkedHashMap<>();
        for (Map.Entry<String, T> word : words) {
            var _ = byWord.put(word.getKey(), word.getValue());
        }
        return value(
                        name,
                        words[0].getKey(),
                        String.join(" or ", byWord.keySet()),
                        word -> Optional.ofNullable(byWord.get(word)))
                .orElse(words[0].getValue());
    }

    /** Where to listen; an empty one inside says {@code off}, where that is allowed. */
    Optional<Address> address(String name, String fallback, boolean mayBeOff) {
        String allowed = "HOST:PORT, such as " + fallback + (mayBeOff ? ", or off" : "");
        Optional<String> text = value(name, fallback, allowed, written -> {
            boolean isTaken = Address.parse(written).isPresent() || (mayBeOff && written.equals(OFF));
            return isTaken ? Optional.of(written) : Optional.empty();
        });
        return Address.parse(text.orElse(fallback));
    }

    Optional<String> name(String name, String fallback) {
        return value(name, fallback, NAME, text -> Optional.of(text).filter(Names::isName));
    }

    /** Any line of text; empty when not given. */
    Optional<String> text(String name, String fallback) {
        return value(name, fallback, "a line of text of 1 to " + MAX_TEXT + " characters", Section::line);
    }

    private static Optional<String> line(String text) {
        boolean isLine =
                !text.isBlank() && text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
        return isLine ? Optional.of(text) : Optional.empty();
    }

    /** Anything that {@code parse} takes; empty when not given or wrong. */
    <T> Optional<T> parsed(String name, String fallback, String allowed, Function<String, Optional<T>> parse) {
        return value(name, fallback, allowed, parse);
    }

    /** An URL of one of some schemes, with a host. */
    Optional<URI> url(String name, List<String> schemes) {
        String allowed = "an URL: " + String.join("HOST or ", schemes) + "HOST";
        return value(name, "", allowed, text -> {
            try {
                URI url = new URI(text);
                boolean isTaken = url.getHost() != null
                        && url.getUserInfo() == null
                        && schemes.contains(url.getScheme() + "://")
                        && url.getPort() != 0;
                return isTaken ? Optional.of(url) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /** Names: a list, or one alone. */
    List<String> names(String name, String fallback, boolean mayBeEmpty) {
        String allowed = (mayBeEmpty ? "a list of up to " : "a list of 1 to ") + MAX_LIST + " names, each once";
        List<String> fallbackNames = fallback.isEmpty() ? List.of() : List.of(fallback);
        declare(name, fallback, allowed);
        return items(
                name,
                fallbackNames,
                allowed,
                mayBeEmpty ? 0 : 1,
                text -> Optional.of(text).filter(Names::isName));
    }

    /** Times of day: a list, or one alone. */
    List<LocalTime> times(String name, List<LocalTime> fallback, String allowed) {
        declare(
                name,
                String.join(" ", fallback.stream().map(LocalTime::toString).toList()),
                allowed);
        return items(name, fallback, allowed, 1, text -> {
            boolean isTime = text.matches("([01][0-9]|2[0-3]):[0-5][0-9]");
            return isTime ? Optional.of(LocalTime.parse(text)) : Optional.empty();
        });
    }

    private <T> List<T> items(
            String name, List<T> fallback, String allowed, int least, Function<String, Optional<T>> parse) {
        Tree tree = child(name);
        if (isNothing(tree)) {
            return fallback;
        }
        List<Tree> items = tree instanceof Items list ? list.items() : List.of(tree);
        List<T> found = new ArrayList<>();
        for (Tree item : items) {
            if (item instanceof Leaf leaf && leaf.looks() != Looks.NOTHING) {
                parse.apply(leaf.text()).ifPresent(found::add);
            }
        }
        boolean isRight = found.size() == items.size()
                && new LinkedHashSet<>(found).size() == found.size()
                && found.size() <= MAX_LIST
                && found.size() >= least;
        if (!isRight) {
            problem(name, "must be " + allowed);
            return fallback;
        }
        return found;
    }

    /** A list of texts that are right together; empty when it is not given, or wrong. */
    List<String> texts(String name, int most, String allowed, Predicate<List<String>> isRight) {
        declare(name, "", allowed);
        Tree tree = child(name);
        if (isNothing(tree)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Tree item : tree instanceof Items list ? list.items() : List.of(tree)) {
            if (item instanceof Leaf leaf && line(leaf.text()).isPresent()) {
                texts.add(leaf.text());
            }
        }
        boolean isWhole =
                texts.size() == (tree instanceof Items list ? list.items().size() : 1);
        if (!isWhole || texts.isEmpty() || texts.size() > most || !isRight.test(texts)) {
            problem(name, "must be " + allowed);
            return List.of();
        }
        return texts;
    }

    /** A map that others read, without some keys: as plain maps, lists, texts, decimals, booleans and null. */
    Map<String, @Nullable Object> rawMap(String name, Set<String> without) {
        Tree child = child(name);
        if (child instanceof Branch map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>(map.plain());
            plain.keySet().removeAll(without);
            return plain;
        }
        if (!isNothing(child)) {
            problem(name, "must be a map of keys");
        }
        return Map.of();
    }

    /** Finds what nobody asked for. */
    void close() {
        String allowed = String.join(", ", known);
        if (isShort() || tree instanceof Items) {
            problem("a map of: " + allowed);
        }
        for (String name : branch.children().keySet()) {
            if (!known.contains(name)) {
                problem(name, "is not a key; allowed here: " + allowed);
            }
        }
    }

    private <T> Optional<T> value(String name, String fallback, String allowed, Function<String, Optional<T>> parse) {
        declare(name, fallback, allowed);
        Tree tree = child(name);
        if (isNothing(tree)) {
            return Optional.empty();
        }
        Optional<T> value = tree instanceof Leaf leaf ? parse.apply(leaf.text()) : Optional.empty();
        if (value.isEmpty()) {
            problem(name, "must be " + allowed);
        }
        return value;
    }

    private void declare(String name, String fallback, String allowed) {
        known.add(name);
        findings.key(new Findings.Key(dotted(pattern, name), fallback, allowed));
    }

    private Tree child(String name) {
        known.add(name);
        Tree child = branch.children().get(name);
        return child == null ? new Leaf(branch.place(), "", Looks.NOTHING) : child;
    }

    private static boolean isNothing(@Nullable Tree tree) {
        return tree instanceof Leaf leaf && leaf.looks() == Looks.NOTHING;
    }

    private static String dotted(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
