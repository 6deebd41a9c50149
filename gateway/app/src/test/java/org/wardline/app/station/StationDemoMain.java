package org.wardline.app.station;

import io.vertx.core.Vertx;
import java.util.List;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The station over a fake ward: {@code StationDemoMain [port] [beds] [quiet]}. Lines on standard input make things happen: {@code
 * raise BED}, {@code end ALARM}, {@code rise ALARM}, {@code flood}, {@code notice TEXT}, {@code heard}, {@code stop}.
 */
final class StationDemoMain {
    private StationDemoMain() {}

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        int beds = args.length > 1 ? Integer.parseInt(args[1]) : 12;
        boolean isQuiet = args.length > 2 && args[2].equals("quiet");
        Vertx vertx = Vertx.vertx();
        DemoWard ward = new DemoWard(beds, isQuiet, DemoStation.monotonicMs());
        DemoStation station = new DemoStation(vertx, ward, StationSettings.loopback(port));
        station.start().await();
        System.out.println("ready station=http://127.0.0.1:" + station.server.port());
        try (var lines = new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("stop"); line = lines.readLine()) {
                obey(line, ward, station);
            }
        }
        vertx.close().await();
    }

    private static void obey(String line, DemoWard ward, DemoStation station) {
        String rest = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("raise ")) {
            ward.raise(rest, "spo2.low", AlarmPriority.HIGH, "SpO2 low", "SpO2 78 < 80", 0);
        } else if (line.startsWith("end ")) {
            ward.end(rest);
        } else if (line.startsWith("rise ")) {
            ward.rise(rest);
        } else if (line.equals("flood")) {
            ward.floodOfAlarms();
        } else if (line.startsWith("notice ")) {
            ward.notices(List.of(rest));
        } else if (line.equals("heard")) {
            ward.heard().forEach(System.out::println);
        } else if (line.equals("close")) {
            station.server.close().await();
        }
        station.server.publish();
        System.out.println("done " + line);
    }
}
