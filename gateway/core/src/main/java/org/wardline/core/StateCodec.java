package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/** The maps of a {@link WardState} as bytes. */
final class StateCodec {
    private StateCodec() {}

    static void writeLatest(DataOutputStream out, Map<BedId, Latest> latest) throws IOException {
        out.writeInt(latest.size());
        for (var words : latest.entrySet()) {
            out.writeUTF(words.getKey().name());
            words.getValue().writeTo(out);
        }
    }

    static void write(DataOutputStream out, Map<DeviceId, AlarmEvent.DeviceLinked> contracts) throws IOException {
        out.writeInt(contracts.size());
        for (AlarmEvent.DeviceLinked contract : contracts.values()) {
            write(out, contract);
        }
    }

    static void writeBeds(DataOutputStream out, Map<StayId, BedId> beds) throws IOException {
        out.writeInt(beds.size());
        for (var bed : beds.entrySet()) {
            out.writeUTF(bed.getKey().name());
            out.writeUTF(bed.getValue().name());
        }
    }

    static void write(DataOutputStream out, AlarmEvent.DeviceLinked contract) throws IOException {
        out.writeLong(contract.atMs());
        out.writeUTF(contract.device());
        out.writeUTF(contract.stay());
        out.writeInt(contract.signs().size());
        for (var sign : contract.signs().entrySet()) {
            out.writeUTF(sign.getKey());
            out.writeLong(sign.getValue());
        }
        out.writeInt(contract.via().size());
        for (String via : contract.via()) {
            out.writeUTF(via);
        }
    }

    static Map<BedId, Latest> latest(DataInputStream in) throws IOException {
        Map<BedId, Latest> latest = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            latest.put(new BedId(in.readUTF()), Latest.readFrom(in));
        }
        return latest;
    }

    static Map<DeviceId, AlarmEvent.DeviceLinked> contracts(DataInputStream in) throws IOException {
        Map<DeviceId, AlarmEvent.DeviceLinked> contracts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            long atMs = in.readLong();
            String device = in.readUTF();
            String stay = in.readUTF();
            Map<String, Long> signs = new LinkedHashMap<>();
            for (int more = in.readInt(); more > 0; more--) {
                signs.put(in.readUTF(), in.readLong());
            }
            List<String> via = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                via.add(in.readUTF());
            }
            contracts.put(new DeviceId(device), new AlarmEvent.DeviceLinked(atMs, device, stay, signs, via, null));
        }
        return contracts;
    }

    static Map<StayId, BedId> beds(DataInputStream in) throws IOException {
        Map<StayId, BedId> beds = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            beds.put(new StayId(in.readUTF()), new BedId(in.readUTF()));
        }
        return beds;
    }
}
