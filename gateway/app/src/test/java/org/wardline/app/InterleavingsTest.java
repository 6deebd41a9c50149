package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.app.ThreeStations.Deed.ACKNOWLEDGE;
import static org.wardline.app.ThreeStations.Deed.LIMITS_LOOSE;
import static org.wardline.app.ThreeStations.Deed.LIMITS_OF_THE_WARD;
import static org.wardline.app.ThreeStations.Deed.LIMITS_TIGHT;
import static org.wardline.app.ThreeStations.Deed.OFF;
import static org.wardline.app.ThreeStations.Deed.ON;
import static org.wardline.app.ThreeStations.Deed.PAUSE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardline.app.ThreeStations.Deed;

/** Three stations, four acts each, in every order and with a log that is slow, sometimes full: everybody sees one result. */
class InterleavingsTest {
    private static final Map<String, List<Deed>> SCRIPTS = new TreeMap<>(Map.of(
            "ann", List.of(ACKNOWLEDGE, PAUSE, ON, LIMITS_LOOSE),
            "bob", List.of(PAUSE, ACKNOWLEDGE, OFF, ACKNOWLEDGE),
            "cho", List.of(OFF, LIMITS_OF_THE_WARD, ACKNOWLEDGE, LIMITS_TIGHT)));
    private static final List<String> NURSES = List.copyOf(SCRIPTS.keySet());
    private static final long SEED = 20_261_126;
    private static final int ORDERS = 300;
    private static final int SEEDS = 100;

    private final byte[] alarming;
    private final long atMs;

    InterleavingsTest() {
        var bench = new WardBench(WardBench.plan());
        bench.low(20);
        assertThat(bench.said()).containsExactly("raised " + ThreeStations.ALARM);
        alarming = bench.ward().checkpoint();
        atMs = bench.now().atMs();
    }

    /** All orders in which three scripts of four can be mixed: 12! / (4!)³ = 34,650. */
    private static List<int[]> orders() {
        List<int[]> orders = new ArrayList<>();
        mix(new int[12], 0, new int[] {4, 4, 4}, orders);
        return orders;
    }

    private static void mix(int[] order, int length, int[] left, List<int[]> orders) {
        if (length == order.length) {
            orders.add(order.clone());
            return;
        }
        for (int nurse = 0; nurse < left.length; nurse++) {
            if (left[nurse] > 0) {
                left[nurse]--;
                order[length] = nurse;
                mix(order, length + 1, left, orders);
                left[nurse]++;
            }
        }
    }

    private static Deed next(int[] done, int nurse) {
        List<Deed> script = SCRIPTS.getOrDefault(NURSES.get(nurse), List.of());
        return script.get(done[nurse]++);
    }

    /** So many of all orders, as the seed draws them. */
    private static List<int[]> orders(long seed) {
        System.out.println("interleavings: " + ORDERS + " orders of seed " + seed);
        List<int[]> orders = orders();
        Collections.shuffle(orders, new Random(seed));
        return orders.subList(0, ORDERS);
    }

    @Test
    void givenThreeScripts_whenMixed_thenThereAreSoManyOrders() {
        assertThat(orders()).hasSize(34_650);
    }

    @Test
    void givenAnyOrderOfTwelveActs_whenAllAreStored_thenOneHasTheAlarmAndAllSeeTheSame() throws IOException {
        inOrder(orders(SEED));
    }

    @Test
    void givenAcknowledgementsAmongAudio_whenMixed_thenExactlyOneIsOk() throws IOException {
        oneIsOk(orders(SEED));
    }

    @Test
    void givenSlowAndFailingLogAndPatientWhoWorsens_whenNursesAct_thenEveryResultIsOne() throws IOException {
        assertThat(slowly(SEED, SEEDS)).isGreaterThan(SEEDS / 2);
    }

    /** {@code ./wardline campaign interleavings}: every order, then so many seeds of slow and failing logs from one on. */
    void campaign(long seed, int seeds) throws IOException {
        List<int[]> orders = orders();
        inOrder(orders);
        oneIsOk(orders);
        System.out.println(orders.size() + " orders twice, and " + seeds + " seeds from " + seed + ": one result each, "
                + slowly(seed, seeds) + " acknowledgements taken");
    }

    private void inOrder(List<int[]> orders) throws IOException {
        for (int[] order : orders) {
            var stations = new ThreeStations(alarming, atMs);
            int[] done = new int[3];
            for (int nurse : order) {
                stations.does(NURSES.get(nurse), next(done, nurse));
            }
            stations.settle();
            assertThat(stations.taken())
                    .as("ok, in order %s", stations.answers())
                    .isLessThanOrEqualTo(1);
        }
    }

    private void oneIsOk(List<int[]> orders) throws IOException {
        List<Deed> acts = List.of(ACKNOWLEDGE, PAUSE, ACKNOWLEDGE, OFF);
        for (int[] order : orders) {
            var stations = new ThreeStations(alarming, atMs);
            int[] done = new int[3];
            for (int nurse : order) {
                stations.does(NURSES.get(nurse), acts.get(done[nurse]++));
            }
            stations.settle();
            assertThat(stations.taken()).isEqualTo(1);
        }
    }

    private int slowly(long firstSeed, int seeds) throws IOException {
        System.out.println("interleavings: seeds " + firstSeed + " to " + (firstSeed + seeds - 1));
        int taken = 0;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try {
                taken += slowly(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        return taken;
    }

    private int slowly(Random random) throws IOException {
        var stations = new ThreeStations(alarming, atMs);
        int[] done = new int[3];
        double percent = 85;
        for (int left = 12; left > 0; ) {
            int nurse = random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    if (done[nurse] < 4) {
                        stations.does(NURSES.get(nurse), next(done, nurse));
                        left--;
                    }
                }
                case 2 -> stations.store(true);
                case 3 -> stations.store(random.nextInt(10) > 0);
                default -> {
                    percent = random.nextInt(6) == 0 ? List.of(97.0, 85.0, 76.0).get(random.nextInt(3)) : percent;
                    for (int seconds = random.nextInt(12); seconds >= 0; seconds--) {
                        stations.hears(percent);
                    }
                }
            }
        }
        stations.settle();
        assertThat(stations.answers()).hasSize(12);
        return stations.taken();
    }
}
