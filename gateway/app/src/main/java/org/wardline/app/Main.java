package org.wardline.app;

import java.util.Arrays;
import java.util.List;
import org.wardline.app.cli.Commands;
import org.wardline.app.cli.Judge;

/** The command line's front door. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        List<String> words = Arrays.asList(args);
        boolean isJudge = !words.isEmpty() && words.getFirst().equals("judge"); // its errors are its own contract
        int exit = isJudge
                ? Judge.run(words.subList(1, words.size()), System.in, System.out, System.err)
                : Commands.run(args);
        System.exit(exit);
    }
}
