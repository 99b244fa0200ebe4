// SPDX-License-Identifier: MIT
//
// Plc4x PORT RACK SLOT [TYPE] — Apache PLC4X as a client; foreign_peer.py says how it is asked.

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.messages.PlcTagResponse;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.messages.PlcWriteResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.api.types.PlcValueType;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.spi.connection.ChannelExposingConnection;

public class Plc4x {
    private static final int TIMEOUT_SECONDS = 20;
    private static final int MOST_WRITTEN = 212; // octets: it does not cut a large area, and this fits a PDU of 240
    private static final int SZL_HEAD_DIGITS = 16; // id, index, size and number of the records
    private static final HexFormat HEX = HexFormat.of();
    private final String url;
    private PlcConnection connection;

    /**
     * One sender at a time.  The driver "s7" 0.13.1 sends from up to four threads (plc4x-tm-thread-1 to 4 of its
     * RequestTransactionManager) through one EmbeddedChannel of netty (S7HPlcConnection, S7HMuxImpl), whose
     * ChannelOutboundBuffer is made for one thread.  Without this lock they spoil its list in reads of several PDUs:
     * "Failed to mark a promise", "entry.promise is null", and in the end all four turn round in addFlush() for ever,
     * so that the next request never gets to the wire and ends in a TimeoutException (on the wire every request had its
     * answer; apache/plc4x issue 2043 has the same message).  Every sending begins at the end of the pipeline, thus
     * here; requests still overlap on the wire.
     */
    private static final class OneSender extends ChannelOutboundHandlerAdapter {
        @Override
        public synchronized void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            context.write(message, promise);
        }

        @Override
        public synchronized void flush(ChannelHandlerContext context) {
            context.flush();
        }
    }

    /** `type` of the controller: ANY, and it asks for SZL 0011 when it connects; with any other it asks nothing. */
    Plc4x(String port, String rack, String slot, String type) {
        url = "s7://127.0.0.1:" + port + "?remote-rack=" + rack + "&remote-slot=" + slot
            + "&controller-type=" + type;
    }

    /** A service beside reading and writing (services.py): what a tag that stands for it brings. */
    private String service(String tag) throws Exception {
        PlcReadResponse response = connection.readRequestBuilder().addTagAddress("t", tag).build().execute()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        check(response);
        return hex(response.getPlcValue("t"));
    }

    /** Octets as the peer takes and gives them whatever their value: %DB1.DBB0:USINT[10], %MB10:USINT. */
    private static String tag(String area, String db, String start, int count) {
        String place = area.equals("DB") ? "%DB" + db + ".DBB" + start : "%" + area + "B" + start;
        return place + ":USINT" + (count == 1 ? "" : "[" + count + "]");
    }

    private static String bitTag(String area, String db, int bit) {
        String place = (bit >> 3) + "." + (bit & 7);
        return (area.equals("DB") ? "%DB" + db + ".DBX" : "%" + area) + place + ":BOOL";
    }

    private static Object[] values(byte[] octets) {
        Object[] list = new Object[octets.length];
        for (int i = 0; i < octets.length; i++)
            list[i] = (short) (octets[i] & 0xFF);
        return list;
    }

    private static byte octet(PlcValue value) {
        return value.getPlcValueType() == PlcValueType.BOOL ? (byte) (value.getBoolean() ? 1 : 0) : (byte) value.getInt();
    }

    private static String hex(PlcValue value) {
        List<? extends PlcValue> list = value.isList() ? value.getList() : List.of(value);
        byte[] octets = new byte[list.size()];
        for (int i = 0; i < octets.length; i++)
            octets[i] = octet(list.get(i));
        return HEX.formatHex(octets);
    }

    private static void check(PlcTagResponse response) {
        for (String name : response.getTagNames())
            if (response.getResponseCode(name) != PlcResponseCode.OK)
                throw new IllegalStateException(response.getResponseCode(name).name());
    }

    private List<String> read(List<String> tags) throws Exception {
        PlcReadRequest.Builder builder = connection.readRequestBuilder();
        for (int i = 0; i < tags.size(); i++)
            builder.addTagAddress("t" + i, tags.get(i));
        PlcReadResponse response = builder.build().execute().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        check(response);
        List<String> answer = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++)
            answer.add(hex(response.getPlcValue("t" + i)));
        return answer;
    }

    private List<String> write(List<String> tags, List<Object[]> values) throws Exception {
        PlcWriteRequest.Builder builder = connection.writeRequestBuilder();
        for (int i = 0; i < tags.size(); i++)
            builder.addTagAddress("t" + i, tags.get(i), values.get(i));
        PlcWriteResponse response = builder.build().execute().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        check(response);
        return List.of();
    }

    private List<String> readMany(List<String> items) throws Exception {
        List<String> tags = new ArrayList<>();
        for (String item : items) {
            String[] part = item.split(":");
            tags.add(tag(part[0], part[1], part[2], Integer.parseInt(part[3])));
        }
        return read(tags);
    }

    private List<String> writeMany(List<String> items) throws Exception {
        List<String> tags = new ArrayList<>();
        List<Object[]> values = new ArrayList<>();
        for (String item : items) {
            String[] part = item.split(":");
            values.add(values(HEX.parseHex(part[3])));
            tags.add(tag(part[0], part[1], part[2], part[3].length() / 2));
        }
        return write(tags, values);
    }

    private List<String> writeArea(String area, String db, int start, byte[] octets) throws Exception {
        for (int at = 0; at < octets.length; at += MOST_WRITTEN) {
            byte[] piece = Arrays.copyOfRange(octets, at, Math.min(octets.length, at + MOST_WRITTEN));
            write(List.of(tag(area, db, String.valueOf(start + at), piece.length)), List.<Object[]>of(values(piece)));
        }
        return List.of();
    }

    private List<String> call(List<String> words) throws Exception {
        boolean bits = words.get(words.size() - 1).equals("bits");
        switch (words.get(0)) {
            case "connect":
                connection = PlcDriverManager.getDefault().getConnectionManager().getConnection(url);
                ((ChannelExposingConnection) connection).getChannel().pipeline().addLast(new OneSender());
                return List.of();
            case "close":
                connection.close();
                return List.of();
            case "read":
                return read(List.of(bits ? bitTag(words.get(1), words.get(2), Integer.parseInt(words.get(3)))
                    : tag(words.get(1), words.get(2), words.get(3), Integer.parseInt(words.get(4)))));
            case "write":
                return bits ? write(List.of(bitTag(words.get(1), words.get(2), Integer.parseInt(words.get(3)))),
                                    List.<Object[]>of(new Object[] {words.get(4).equals("01")}))
                    : writeArea(words.get(1), words.get(2), Integer.parseInt(words.get(3)), HEX.parseHex(words.get(4)));
            case "szl":
                return List.of(service("SZL_ID=16#" + words.get(1) + ";INDEX=16#0000").substring(SZL_HEAD_DIGITS));
            case "clock":
                return List.of(service("CLK"));
            case "read_many":
                return readMany(words.subList(1, words.size()));
            case "write_many":
                return writeMany(words.subList(1, words.size()));
            default:
                throw new IllegalArgumentException(words.get(0));
        }
    }

    private static String text(Throwable error) {
        return error.toString().replaceAll("\\s+", " ") + (error.getCause() == null ? "" : " / " + text(error.getCause()));
    }

    public static void main(String[] arguments) throws Exception {
        Plc4x client = new Plc4x(arguments[0], arguments[1], arguments[2], arguments.length > 3 ? arguments[3] : "S7_1500");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                System.out.println(String.join(" ", "ok", String.join(" ", client.call(Arrays.asList(line.split(" "))))).trim());
            } catch (Exception error) {
                System.out.println("error " + text(error));
            }
        }
        System.exit(0); // threads of the peer may linger
    }
}
