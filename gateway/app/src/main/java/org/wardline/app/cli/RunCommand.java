package org.wardline.app.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.wardline.app.Gateway;
import org.wardline.app.Refused;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.people.People;
import org.wardline.app.people.SetUpCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the gateway, until it is told to stop. */
@Command(name = "run", description = "Runs the gateway.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Override
    public Integer call() throws Exception {
        ConfigLoader.Valid loaded = files.load();
        loaded.notices().forEach(notice -> System.err.println("wardline: NOTICE " + notice));
        Gateway gateway = make(loaded);
        Gateway.Ready ready = started(gateway); // until then nothing was promised to anybody
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            gateway.stop();
            stopped.countDown();
            Runtime.getRuntime().halt(0); // told to stop and done so: that is success, whatever the signal
        }));
        gateway.people().flatMap(People::setUpCode).ifPresent(code -> sayCode(code, ready));
        System.out.println(ready.line());
        System.out.flush();
        stopped.await();
        return 0;
    }

    /** Once, on standard error alone: no log and no page has it. */
    private static void sayCode(SetUpCode code, Gateway.Ready ready) {
        System.err.println("wardline: nobody has an account yet. Make the first administrator at " + ready.station()
                + "/#setup with this code, good once: " + code.text());
    }

    static Gateway make(ConfigLoader.Valid loaded) throws Exception {
        try {
            return new Gateway(loaded.config(), loaded.notices());
        } catch (Refused refused) {
            throw new Misuse(refused.line());
        }
    }

    static Gateway.Ready started(Gateway gateway) throws Exception {
        try {
            return gateway.start().toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            gateway.stop();
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new java.io.IOException("cannot start: " + why.getMessage(), why);
        }
    }
}
