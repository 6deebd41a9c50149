package org.wardline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.testkit.Shared;
import org.wardline.testkit.Transcript;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;

class BidmcTest {
    private static final long START_MS = 1_795_321_111_000L;

    @TempDir
    private Path folder = Path.of("replaced");

    @Test
    void givenSmallSet_whenReplayed_thenItIsStampedFromTheStart() throws IOException {
        writeSmallSet();
        Bidmc replay = Bidmc.read(folder, 5, START_MS);
        Listening heard = new Listening();
        for (long atMs = 0; atMs <= 4_000; atMs += 500) {
            replay.advance(START_MS + atMs).forEach(heard::hear);
        }
        var all = new Decoded(
                heard.readings(),
                heard.waves(replay.beds().getFirst().device(), VitalSign.ECG_II),
                List.of(),
                List.of());
        assertThat(Transcript.of(all).stream().map(line -> line.replaceAll(" 0.0 0.0 .*", " …")))
                .containsExactly(
                        "reading rec1 seq 0 at " + START_MS + " clock DEVICE",
                        "  heart_rate 94.0 GOOD",
                        "  pulse_rate_spo2 93.0 GOOD",
                        "  resp_rate 25.0 GOOD",
                        "  spo2 97.0 GOOD",
                        "reading rec1 seq 1 at " + (START_MS + 1_000) + " clock DEVICE",
                        "  heart_rate 94.5 GOOD",
                        "  pulse_rate_spo2 - NO_VALUE",
                        "  resp_rate 25.0 GOOD",
                        "  spo2 - NO_VALUE",
                        "wave ecg_ii of rec1 seq 0 at " + START_MS + " 125.0 Hz: 0.1 …",
                        "wave ecg_ii of rec1 seq 1 at " + (START_MS + 1_000) + " 125.0 Hz: -0.05 …");
        assertThat(replay.endMs()).isEqualTo(START_MS + 2_000);
    }

    @Test
    void givenFolderWithoutTheSet_whenRead_thenTheMissingFileIsNamed() {
        assertThatThrownBy(() -> Bidmc.read(folder, 1, START_MS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("numerics_1hz_");
    }

    @Test
    void givenTheRealSet_whenReplayed_thenEverySecondIsReadWithoutADrop() throws IOException {
        Path set = Shared.folder("data/bidmc-icu-waveforms").orElse(Path.of("absent"));
        assumeTrue(Files.isDirectory(set), "the BIDMC set is not on this machine");
        Bidmc replay = Bidmc.read(set, 3, START_MS);
        Listening heard = new Listening();
        for (long atMs = START_MS; atMs <= replay.endMs(); atMs += 1_000) {
            replay.advance(atMs).forEach(heard::hear);
        }
        replay.advance(replay.endMs() + 1_000).forEach(heard::hear);
        assertThat(heard.readings()).hasSizeBetween(3 * 480, 3 * 481);
        Stream<Measurement> rates = heard.readings().stream()
                .flatMap(reading -> reading.values().stream())
                .filter(value -> value.sign() == VitalSign.HEART_RATE && value.hasValue());
        assertThat(rates).allMatch(value -> value.value() > 40 && value.value() < 180);
        for (SimulatedBed bed : replay.beds()) {
            List<Waveform> ecg = heard.waves(bed.device(), VitalSign.ECG_II);
            assertThat(ecg).hasSize(480);
            assertThat(heard.waves(bed.device(), VitalSign.PLETH)).hasSize(480);
        }
    }

    private void writeSmallSet() throws IOException {
        String numerics = """
                record,t_s,HR,PULSE,RESP,SpO2
                rec1,-1,1,1,1,1
                rec1,0,94,93,25,97
                rec1,1,94.5,,25,
                """;
        gzip("numerics_1hz_train.csv.gz", numerics.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(folder.resolve("channels_train.csv"), """
                record,file,channel_index,channel,unit,scale
                rec1,waveforms/rec1.i16.gz,0,RESP,NU,0.0001
                rec1,waveforms/rec1.i16.gz,1,II,mV,0.001
                """);
        Files.createDirectory(folder.resolve("waveforms"));
        int length = 2 * BidmcRecord.HZ;
        ByteBuffer samples = ByteBuffer.allocate(2 * length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        samples.putShort(length * Short.BYTES, (short) 100);
        samples.putShort((length + BidmcRecord.HZ) * Short.BYTES, (short) -50);
        gzip("waveforms/rec1.i16.gz", samples.array());
    }

    private void gzip(String name, byte[] bytes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(bytes);
        }
    }
}
