package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/** What is in people's hands, and its bytes. */
class ByHandTest {
    @Test
    void givenManyActs_whenWrittenAndRead_thenTheyAreInTheirOrder() throws IOException {
        List<String> names =
                IntStream.range(0, 20).mapToObj(at -> "n" + (at * 7 % 20)).toList();
        ByHand byHand = ByHand.NOTHING;
        for (String name : names) {
            byHand = byHand.bed(new BedId(name)).device(new DeviceId(name)).ended(new StayId(name), 1);
        }
        var bytes = new ByteArrayOutputStream();
        byHand.writeTo(new DataOutputStream(bytes));

        ByHand read = ByHand.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.beds()).extracting(BedId::name).containsExactlyElementsOf(names);
        assertThat(read.devices()).extracting(DeviceId::name).containsExactlyElementsOf(names);
        assertThat(read.endedPlans().keySet()).extracting(StayId::name).containsExactlyElementsOf(names);
    }
}
