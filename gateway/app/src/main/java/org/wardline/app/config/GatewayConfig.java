package org.wardline.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

/**
 * All that can be set, checked: one component a key, in the shape of the file. Built by {@link ConfigLoader} only.
 *
 * <p>Durations are milliseconds, sizes bytes. Paths are relative to the folder that the gateway was started in. In the file a
 * duration is written {@code 500ms 15s 10m 1h 7d}, a size {@code 64KiB 4GiB}, an address {@code HOST:PORT}.
 *
 * @param ward its name, in topics and on screens: 1 to 64 of {@code A-Z a-z 0-9 . _ -}; default {@code ward}
 * @param data the folder (mode 0700) that all is kept in; default {@code ./data}
 * @param adapters the adapters that run, by name: 1 to 64, each once; default {@code [json]}
 * @param beds in the ward's own order. Without {@code beds}, those that {@code devices.list} and {@code stays} name
 * @param stays what is known of patients from the start; default none
 * @param alarms the subtree {@code alarms} as plain maps, lists, texts, decimals, booleans and null; the alarm engine reads it
 * @param alarmWays {@code alarms.sounder} and {@code alarms.webhook}, which are not the engine's
 */
public record GatewayConfig(
        String ward,
        Path data,
        Intake intake,
        List<String> adapters,
        Devices devices,
        List<Bed> beds,
        List<Stay> stays,
        Map<String, @Nullable Object> alarms,
        AlarmWays alarmWays,
        Models models,
        Buffer buffer,
        Uplink uplink,
        Station station) {
    public GatewayConfig {
        adapters = List.copyOf(adapters);
        beds = List.copyOf(beds);
        stays = List.copyOf(stays);
        alarms = Collections.unmodifiableMap(new LinkedHashMap<>(alarms)); // null values mean something there
    }

    /** How readings come in: by the own endpoint, from a broker, or both; one at least. */
    public record Intake(Mqtt mqtt, Optional<Broker> broker) {}

    /**
     * The own MQTT endpoint.
     *
     * @param listen where; port 0 takes a free one; default {@code 127.0.0.1:1883}; empty ({@code off}) only with a broker
     * @param isOpen {@code open}: listens beyond this machine though there is no TLS or no login; default false
     * @param tls absent: plain
     * @param users {@code users}: the file of names and Argon2id hashes; absent: nobody is asked
     */
    public record Mqtt(Optional<Address> listen, boolean isOpen, Optional<Tls> tls, Optional<Path> users) {}

    /**
     * TLS of a server, from PEM files.
     *
     * @param certificate the chain, own certificate first
     * @param key its private key, PKCS #8
     * @param clientCa given: clients must show a certificate of one of these
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}

    /**
     * A broker that readings are taken from. Absent without {@code intake.broker.url}.
     *
     * @param url {@code tcp://}, {@code mqtt://}, {@code ssl://} or {@code mqtts://} HOST[:PORT]
     * @param clientId the same at every start: the broker keeps the session by it; default {@code wardline-WARD}
     * @param user login name; absent: none
     * @param passwordFile its password, in a file
     * @param ca PEM file of who signed the broker's certificate; absent: the Java runtime's list
     * @param sessionExpiryMs how long the broker keeps messages while the gateway is away: 1 s to 365 d; default 7 d
     */
    public record Broker(
            URI url,
            String clientId,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> ca,
            long sessionExpiryMs) {}

    /** Whose readings are taken. */
    public enum Admit {
        /** Those of {@code devices.list}; others wait in the tray. The default. */
        LISTED,
        /** Everybody's: bed = device id, with a provisional stay. */
        ANY
    }

    /** Devices and whose readings are taken: {@code devices.admit} and {@code devices.list}, in the file's order. */
    public record Devices(Admit admit, List<Device> list) {
        public Devices {
            list = List.copyOf(list);
        }
    }

    /**
     * A device that is known from the start: {@code devices.list.DEVICE}, a bed's name or a map.
     *
     * @param bed where it measures
     * @param signIntervalsMs {@code signs}: what it owes, each sign (full or short name) with the interval that it is expected in, 1 s to
     *     7 d; 0 ({@code 0s}) for one that comes now and then. Default none: it owes nothing, so that its silence is no alarm
     * @param via what it hangs on (access point, adapter, broker): up to 64 names of {@code A-Z a-z 0-9 _ -}; default none
     */
    public record Device(DeviceId device, BedId bed, Map<VitalSign, Long> signIntervalsMs, List<String> via) {
        public Device {
            signIntervalsMs = Collections.unmodifiableMap(new LinkedHashMap<>(signIntervalsMs));
            via = List.copyOf(via);
        }
    }

    /**
     * A place for a patient: {@code beds.BED}, a label or a map.
     *
     * @param label what nurses call it; default the bed's name
     * @param room default empty
     */
    public record Bed(BedId bed, String label, String room) {}

    /**
     * A patient's time on the ward: {@code stays.STAY}, an identifier (then the stay is called like its bed) or a map.
     *
     * @param bed where; default the bed of the stay's own name
     * @param patient {@code patient} and {@code system}; absent: watched, but nothing is filed
     * @param fromMs {@code from}: epoch milliseconds; written RFC 3339 in UTC or as epoch milliseconds; default 0, since ever
     * @param toMs {@code to}: the first instant that is no longer his; default {@code Long.MAX_VALUE}, open
     * @param news2Scale {@code news2}: 0 no NEWS2, 1 or 2 the SpO2 scale; default 1
     */
    public record Stay(StayId stay, BedId bed, Optional<Patient> patient, long fromMs, long toMs, int news2Scale) {
        /** Whether an instant is in it. */
        public boolean holds(long atMs) {
            return atMs >= fromMs && atMs < toMs;
        }
    }

    /**
     * Who it is, for the record system. Shows nothing of itself.
     *
     * @param system the identifier's system, an URI; default {@code uplink.fhir.system}
     */
    public record Patient(String system, String identifier) {
        @Override
        public String toString() {
            return "a patient";
        }
    }

    /**
     * Where alarms go besides stations and topics.
     *
     * @param sounder {@code alarms.sounder}: a program and its arguments, that sounds while no station can; default none
     * @param webhook absent without {@code alarms.webhook.url}
     */
    public record AlarmWays(List<String> sounder, Optional<Webhook> webhook) {
        public AlarmWays {
            sounder = List.copyOf(sounder);
        }
    }

    /**
     * Each change of an alarm, posted and signed.
     *
     * @param url {@code https://}, or {@code http://} on this machine
     * @param secretFile what it is signed with, in a file
     * @param ca PEM file of who signed the receiver's certificate; absent: the Java runtime's list
     * @param timeoutMs for one request: 100 ms to 1 m; default 5 s
     */
    public record Webhook(URI url, Path secretFile, Optional<Path> ca, long timeoutMs) {}

    /**
     * Models that add alarms.
     *
     * @param use by name; default {@code [anomaly]}; empty: none
     * @param strideMs least time between two scores of a bed: 0 (every burst) to 1 h; default 1 s
     */
    public record Models(List<String> use, long strideMs) {
        public Models {
            use = List.copyOf(use);
        }
    }

    /**
     * The sealed log on this machine's card.
     *
     * @param keepMs how long readings stay after they were delivered: 0 s to 3650 d; default 72 h
     * @param maxBytes what all of it may take: 1 MiB to 64 TiB; default 4 GiB
     * @param key the file of the root key; default {@code root.key} in {@code data}, made at the first start and shown as weak
     */
    public record Buffer(long keepMs, long maxBytes, Path key, Commit commit) {}

    /**
     * When waiting readings are sealed and flushed: whichever comes first.
     *
     * @param maxMs {@code max}: 0 (each burst at once) to 10 s; default 1 s
     * @param bytes 1 KiB to 16 MiB; default 64 KiB
     */
    public record Commit(long maxMs, long bytes) {}

    /** Ways to the record system; both may be absent. */
    public record Uplink(Optional<Fhir> fhir, Optional<Files> file) {}

    /** What is filed. */
    public enum Filing {
        /** One value a sign and minute, and every value that alarmed. */
        MINUTE,
        /** Every value. */
        EVERY
    }

    /** Who makes patients known to the record system. */
    public enum Patients {
        /** Somebody else: an unknown one is held in the tray. */
        EXPECT,
        /** The gateway, by a conditional create with nothing but the identifier. */
        CREATE
    }

    /**
     * FHIR R4 by transactions. Absent without {@code uplink.fhir.url}.
     *
     * @param url the server's base, {@code https://} or {@code http://}
     * @param file default {@link Filing#MINUTE}
     * @param patients default {@link Patients#EXPECT}
     * @param tokenFile the bearer token, in a file; absent: none is sent
     * @param ca PEM file of who signed the server's certificate; absent: the Java runtime's list
     * @param system of patient identifiers whose stay names none; default {@code urn:wardline:patient}
     */
    public record Fhir(
            URI url, Filing file, Patients patients, Optional<Path> tokenFile, Optional<Path> ca, String system) {}

    /**
     * FHIR as NDJSON files. Absent without {@code uplink.file.dir}.
     *
     * @param dir the folder, made when absent
     * @param file default {@link Filing#EVERY}
     */
    public record Files(Path dir, Filing file) {}

    /** How a screen for all names a patient. */
    public enum Labels {
        /** The whole name. */
        NAME,
        /** Surname and initial; of a Chinese name the surname and two stars. The default. */
        INITIALS,
        /** Nothing. */
        NONE
    }

    /**
     * The web server: the nurse's screen, health, metrics, the pull API.
     *
     * @param listen where; port 0 takes a free one; default {@code 127.0.0.1:8080}
     * @param isOpen {@code open}: as for MQTT
     * @param tls absent: plain
     * @param users {@code users}: an outer gate before all pages, the same form as for MQTT; absent: nobody is asked
     * @param accounts who acts, and for how long
     * @param fhirTokenFile {@code fhir.tokenFile}: the bearer token of the pull API, in a file; absent: there is no pull API
     * @param labels what of a patient's name stands on screens for all; default {@link Labels#INITIALS}
     * @param shifts when each shift begins, by this machine's own clock, 1 to 64 times {@code HH:MM}; default
     *     {@code ["07:00", "15:00", "23:00"]}
     */
    public record Station(
            Address listen,
            boolean isOpen,
            Optional<Tls> tls,
            Optional<Path> users,
            Accounts accounts,
            Optional<Path> fhirTokenFile,
            Labels labels,
            List<LocalTime> shifts) {
        public Station {
            shifts = List.copyOf(shifts);
        }
    }

    /**
     * Who acts at the stations.
     *
     * @param isOn {@code accounts}: who acts signs in; default true; false: the page is believed
     * @param idleMs {@code signIn.idle}: a sign-in ends so long after the last act, 30 s to 12 h; default 10 min
     * @param longestMs {@code signIn.longest}: and so long after it began, 1 min to 24 h; default 12 h
     */
    public record Accounts(boolean isOn, long idleMs, long longestMs) {}
}
