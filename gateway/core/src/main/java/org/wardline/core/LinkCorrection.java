package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;

/**
 * That a person said afterwards where a device had been in a time. The later of two that speak of one instant counts.
 *
 * @param number from 1, one more at each correction of the ward: what was filed before it is withdrawn and filed again under it
 * @param fromMs epoch milliseconds
 * @param toMs epoch milliseconds, no longer meant
 * @param bed empty: it measured no patient
 * @param who said so
 * @param saidMs epoch milliseconds
 */
public record LinkCorrection(
        int number, DeviceId device, long fromMs, long toMs, Optional<BedId> bed, String who, long saidMs) {

    /** Whether it speaks of what a device measured at a time. */
    public boolean covers(DeviceId other, long wallMs) {
        return device.equals(other) && wallMs >= fromMs && wallMs < toMs;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(number);
        out.writeUTF(device.name());
        out.writeLong(fromMs);
        out.writeLong(toMs);
        out.writeUTF(bed.map(BedId::name).orElse(""));
        out.writeUTF(who);
        out.writeLong(saidMs);
    }

    static LinkCorrection readFrom(DataInputStream in) throws IOException {
        int number = in.readInt();
        var device = new DeviceId(in.readUTF());
        long fromMs = in.readLong();
        long toMs = in.readLong();
        String bed = in.readUTF();
        Optional<BedId> where = bed.isEmpty() ? Optional.empty() : Optional.of(new BedId(bed));
        return new LinkCorrection(number, device, fromMs, toMs, where, in.readUTF(), in.readLong());
    }
}
