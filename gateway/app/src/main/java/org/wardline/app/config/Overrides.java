package org.wardline.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.app.config.Tree.Branch;

/** {@code --set a.b=c} over the file: each replaces what stands there, the last one wins. */
final class Overrides {
    private Overrides() {}

    static Branch over(Branch file, List<String> sets, Findings findings) {
        Branch tree = file;
        for (String set : sets) {
            int equals = set.indexOf('=');
            String key = equals < 0 ? "" : set.substring(0, equals);
            if (key.isEmpty() || key.startsWith(".") || key.endsWith(".") || key.contains("..")) {
                findings.problem(Place.ON_COMMAND_LINE, "", "must be KEY=VALUE with a dotted key");
                continue;
            }
            Tree value = YamlReader.argument(set.substring(equals + 1));
            tree = put(tree, List.of(key.split("\\.", -1)), value, key, findings);
        }
        return tree;
    }

    private static Branch put(Branch into, List<String> names, Tree value, String key, Findings findings) {
        Map<String, Tree> children = new LinkedHashMap<>(into.children());
        String name = names.getFirst();
        if (names.size() == 1) {
            children.put(name, value);
            return new Branch(into.place(), children);
        }
        Tree below = children.getOrDefault(name, Branch.empty(Place.ON_COMMAND_LINE));
        if (below instanceof Tree.Leaf leaf && leaf.looks() == Tree.Looks.NOTHING) {
            below = Branch.empty(leaf.place());
        }
        if (!(below instanceof Branch branch)) {
            findings.problem(Place.ON_COMMAND_LINE, key, "there is a value above it; only a map has keys");
            return into;
        }
        children.put(name, put(branch, names.subList(1, names.size()), value, key, findings));
        return new Branch(into.place(), children);
    }
}
