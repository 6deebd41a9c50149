package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.wardline.core.alarm.AlarmEvent;

/**
 * A patient who is off the ward for a while.
 *
 * @param who said so
 * @param sinceWallMs epoch milliseconds
 * @param backWallMs epoch milliseconds when he is expected, 0 when nobody knows
 * @param contracts what measured him
 */
record Away(String who, long sinceWallMs, long backWallMs, List<AlarmEvent.DeviceLinked> contracts) {
    Away {
        contracts = List.copyOf(contracts);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(who);
        out.writeLong(sinceWallMs);
        out.writeLong(backWallMs);
        out.writeInt(contracts.size());
        for (AlarmEvent.DeviceLinked contract : contracts) {
            StateCodec.write(out, contract);
        }
    }

    static Away readFrom(DataInputStream in) throws IOException {
        String who = in.readUTF();
        long sinceMs = in.readLong();
        long backMs = in.readLong();
        return new Away(
                who, sinceMs, backMs, List.copyOf(StateCodec.contracts(in).values()));
    }
}
