package org.wardline.app.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.config.Tree.Branch;

/** The way from a file and {@code --set} arguments to a {@link GatewayConfig}, or to the reasons why not. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** How it went. */
    public sealed interface Loaded {}

    /**
     * All is right.
     *
     * @param notices what people must know of, such as a server that is open to everybody: a banner in log and station
     */
    public record Valid(GatewayConfig config, List<String> notices) implements Loaded {
        public Valid {
            notices = List.copyOf(notices);
        }
    }

    /** Something is wrong: at least one problem, by place. */
    public record Invalid(List<Problem> problems) implements Loaded {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** What the alarm engine says of the subtree {@code alarms}; whoever composes the gateway hands it in. */
    @FunctionalInterface
    public interface AlarmCheck {
        /** What is wrong: dotted keys, from {@code alarms.} on, each with what is allowed. */
        Map<String, String> problems(Map<String, @Nullable Object> alarms);
    }

    /**
     * Reads and checks everything.
     *
     * @param file absent: defaults
     * @param sets {@code KEY=VALUE} each, the last of a key wins
     */
    public static Loaded load(Optional<Path> file, List<String> sets, AlarmCheck alarmCheck) {
        Findings findings = new Findings();
        Branch tree = tree(file, sets, findings);
        GatewayConfig config = new ConfigReader(tree, findings).config();
        alarmCheck.problems(config.alarms()).forEach((key, what) -> findings.problem(tree.placeOf(key), key, what));
        return findings.problems().isEmpty() ? new Valid(config, findings.notices()) : new Invalid(findings.problems());
    }

    /**
     * The subtree {@code alarms} alone, for the judge: whatever else the file holds is not looked at.
     *
     * @return problems when the file cannot be read, is not YAML, or the check finds one; then no settings
     */
    public static AlarmsOnly alarmsOnly(Optional<Path> file, List<String> sets, AlarmCheck alarmCheck) {
        Findings findings = new Findings();
        Branch tree = tree(file, sets, findings);
        Map<String, @Nullable Object> alarms = Section.root(tree, findings).rawMap("alarms", AlarmWaysReader.KEYS);
        alarmCheck.problems(alarms).forEach((key, what) -> findings.problem(tree.placeOf(key), key, what));
        return new AlarmsOnly(alarms, findings.problems());
    }

    /** Settings of the alarm engine, good when there is no problem. */
    public record AlarmsOnly(Map<String, @Nullable Object> alarms, List<Problem> problems) {
        public AlarmsOnly {
            problems = List.copyOf(problems);
        }
    }

    private static Branch tree(Optional<Path> file, List<String> sets, Findings findings) {
        Branch fromFile =
                file.map(f -> YamlReader.file(f, findings)).orElseGet(() -> Branch.empty(new Place("(no file)", 0)));
        return withAlarmsExpanded(Overrides.over(withAlarmsExpanded(fromFile), sets, findings));
    }

    /** The alarm engine's keys have dots in them ({@code spo2.low}): under {@code alarms} both ways of writing one mean the same. */
    private static Branch withAlarmsExpanded(Branch tree) {
        if (!(tree.children().get("alarms") instanceof Branch alarms)) {
            return tree;
        }
        Map<String, Tree> children = new LinkedHashMap<>(tree.children());
        var _ = children.put("alarms", alarms.expanded());
        return new Branch(tree.place(), children);
    }
}
