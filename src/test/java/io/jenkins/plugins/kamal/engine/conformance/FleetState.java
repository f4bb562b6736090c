package io.jenkins.plugins.kamal.engine.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What servers look like, as far as it was recorded.
 *
 * @param servers what stands on each, by its name
 */
record FleetState(Map<String, ServerState> servers) {

    static final FleetState EMPTY = new FleetState(Map.of());

    private static final String APP_IMAGE = "10.99.0.1:5555/lab/myapp:";

    /** A container; the newest stands first. */
    record Container(boolean runs, String name, String image) {}

    /** A name of an image, and the beginning of the image's id. */
    record Image(String name, String id) {}

    /** A file of Kamal's, its mode in the words of {@code ls}. */
    record StoredFile(String mode, long size, String path) {}

    /** What stands on one server. */
    record ServerState(List<Container> containers, List<Image> images, List<StoredFile> files) {
        ServerState() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(List<String> fields) {
            switch (fields.get(0)) {
                case "container" -> {
                    String name = fields.get(2);
                    String image = fields.size() > 3 ? fields.get(3) : APP_IMAGE + version(name);
                    containers.add(new Container(fields.get(1).equals("Up"), name, image));
                }
                case "image" -> images.add(new Image(fields.get(1), fields.get(2)));
                case "file" -> files.add(new StoredFile(fields.get(1), Long.parseLong(fields.get(2)), fields.get(3)));
                default -> throw new IllegalArgumentException("unknown row " + fields);
            }
        }
    }

    private static String version(String container) {
        return container.replaceFirst("^myapp-(web|job)-(staging-)?", "").replaceFirst("_replaced_[0-9a-f]{16}$", "");
    }

    static FleetState parse(List<String> rows) {
        Map<String, ServerState> servers = new LinkedHashMap<>();
        for (String row : rows) {
            List<String> fields = List.of(row.split("\t"));
            for (String server : fields.get(0).split(",")) {
                servers.computeIfAbsent(server, name -> new ServerState()).add(fields.subList(1, fields.size()));
            }
        }
        return new FleetState(servers);
    }
}
