package org.wardline.models;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.wardline.models.ModelRefused.Why;

/**
 * Looks through the bytes of an ONNX file before a runtime sees them: one graph, nothing outside the file, and only operations whose output is no
 * larger than their input.
 *
 * <p>So a model can neither read a file of this machine (CVE-2022-25882, CVE-2024-27318 and those after them) nor ask for gigabytes. Format drawn:
 *
 * <pre>
 * ModelProto   7 graph, 25 functions (refused)           protobuf: key = field &lt;&lt; 3 | wire type (0 varint, 1 eight
 * GraphProto   1 node, 5 initializer, 15 sparse (refused)  bytes, 2 length and bytes, 5 four bytes)
 * NodeProto    4 op_type, 5 attribute, 7 domain (only the default one)
 * Attribute    5 tensor, 6 graph (refused), 10 tensors, 11 graphs, 22/23 sparse (refused)
 * TensorProto  13 external_data (refused), 14 data_location (only 0)
 * </pre>
 *
 * <p>Source: onnx.proto of ONNX 1.23.
 */
final class OnnxCheck {
    /** What a model here may do; a new kind of model extends this list. */
    static final Set<String> ALLOWED = Set.of(
            "Abs",
            "Add",
            "Clip",
            "Div",
            "Exp",
            "Gemm",
            "Identity",
            "IsNaN",
            "Log",
            "MatMul",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "Pow",
            "ReduceMax",
            "ReduceSum",
            "Relu",
            "Sigmoid",
            "Softmax",
            "Sqrt",
            "Sub",
            "Tanh",
            "Unsqueeze",
            "Where");

    /** More nodes than any of ours needs. */
    static final int MAX_NODES = 512;

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] bytes;
    private int nodes;
    private boolean hasGraph;

    private OnnxCheck(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Refuses what is not such a file. */
    static void check(byte[] bytes) throws ModelRefused {
        OnnxCheck check = new OnnxCheck(bytes);
        check.walk(0, bytes.length, Part.MODEL);
        if (!check.hasGraph || check.nodes == 0) {
            throw refused("no graph in it");
        }
    }

    /** The messages that are looked into. */
    private enum Part {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR
    }

    private void walk(int from, int to, Part part) throws ModelRefused {
        int at = from;
        while (at < to) {
            long key = varint(at, to);
            at += varintLength(key);
            long field = key >>> 3;
            int length;
            switch ((int) (key & 7)) {
                case VARINT -> {
                    long value = varint(at, to);
                    number(part, field, value);
                    length = varintLength(value);
                }
                case EIGHT_BYTES -> length = 8;
                case FOUR_BYTES -> length = 4;
                case BYTES -> {
                    long said = varint(at, to);
                    at += varintLength(said);
                    if (said < 0 || said > to - at) {
                        throw refused("cut short");
                    }
                    length = (int) said;
                    message(part, field, at, at + length);
                }
                default -> throw refused("no protobuf");
            }
            at += length;
        }
        if (at != to) {
            throw refused("cut short");
        }
    }

    private void number(Part part, long field, long value) throws ModelRefused {
        if (part == Part.TENSOR && field == 14 && value != 0) {
            throw refused("data outside the file");
        }
    }

    private void message(Part part, long field, int from, int to) throws ModelRefused {
        switch (part) {
            case MODEL -> {
                if (field == 7) {
                    if (hasGraph) {
                        throw refused("two graphs");
                    }
                    hasGraph = true;
                    walk(from, to, Part.GRAPH);
                } else if (field == 25) {
                    throw refused("functions of its own");
                }
            }
            case GRAPH -> graph(field, from, to);
            case NODE -> node(field, from, to);
            case ATTRIBUTE -> {
                if (field == 5 || field == 10) {
                    walk(from, to, Part.TENSOR);
                } else if (field == 6 || field == 11 || field == 22 || field == 23) {
                    throw refused("a graph within the graph, or sparse data");
                }
            }
            case TENSOR -> {
                if (field == 13) {
                    throw refused("data outside the file");
                }
            }
        }
    }

    private void graph(long field, int from, int to) throws ModelRefused {
        if (field == 1) {
            nodes++;
            if (nodes > MAX_NODES) {
                throw refused("more than " + MAX_NODES + " nodes");
            }
            walk(from, to, Part.NODE);
        } else if (field == 5) {
            walk(from, to, Part.TENSOR);
        } else if (field == 15) {
            throw refused("sparse data");
        }
    }

    private void node(long field, int from, int to) throws ModelRefused {
        if (field == 4) {
            String operation = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            if (!ALLOWED.contains(operation)) {
                throw refused("an operation that is not allowed");
            }
        } else if (field == 5) {
            walk(from, to, Part.ATTRIBUTE);
        } else if (field == 7 && from != to) {
            throw refused("operations of another domain");
        }
    }

    private long varint(int from, int to) throws ModelRefused {
        long value = 0;
        for (int at = from, shift = 0; at < to && shift < 64; at++, shift += 7) {
            value |= (bytes[at] & 0x7FL) << shift;
            if (bytes[at] >= 0) {
                return value;
            }
        }
        throw refused("cut short");
    }

    /** As the shortest form has it; a longer one ends in a mismatch and is refused. */
    private static int varintLength(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }

    private static ModelRefused refused(String detail) {
        return new ModelRefused(Why.CONTENT, detail);
    }
}
