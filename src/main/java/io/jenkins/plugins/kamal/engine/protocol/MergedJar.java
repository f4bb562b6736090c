package io.jenkins.plugins.kamal.engine.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * Packs the engine into one file: merges several jars and folders into one jar. Of two entries with the same name, the
 * jar contains the first, as on a class path. The same content results in the same jar. Signatures are left out,
 * because they are not valid for a merged jar (and checking JGit's signature takes 40 ms per start). The variants for
 * individual Java releases are left out, too, and so is most of Bouncy Castle.
 */
public final class MergedJar {

    private static final String SERVICES = "META-INF/services/";
    private static final String BOUNCY_CASTLE = "org/bouncycastle/";

    /** The packages of Bouncy Castle that the hybrid key exchanges use: less than a tenth of its jar. */
    private static final Pattern HYBRID_KEY_EXCHANGE = Pattern.compile(BOUNCY_CASTLE
            + "(asn1/(x9/)?|math/.*|util/.*|crypto/((constraints|digests|engines|modes|params)/)?"
            + "|pqc/crypto/((mlkem|ntruprime|util)/)?)[^/]+\\.class");

    private static final Path ENGINE = Path.of("io", "jenkins", "plugins", "kamal", "engine");

    private final Set<String> names = new HashSet<>();
    private final Map<String, ByteArrayOutputStream> services = new TreeMap<>();
    private final JarOutputStream out;

    private MergedJar(JarOutputStream out) {
        this.out = out;
    }

    /**
     * Writes the jar.
     *
     * @param parts the jars and folders in the order of the class path
     */
    public static void write(List<Path> parts, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.BEST_SPEED);
            MergedJar merged = new MergedJar(out);
            for (Path part : parts) {
                if (Files.isDirectory(part)) {
                    merged.addFolder(part);
                } else {
                    merged.addJar(part);
                }
            }
            merged.addServices();
        }
    }

    /** Adds a folder of classes: if the plugin is run from its build (hpi:run, tests), its classes are in a folder. */
    private void addFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder.resolve(ENGINE))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
    }

    private void addJar(Path part) throws IOException {
        try (JarFile jar = new JarFile(part.toFile(), false)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    add(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private void add(String name, byte[] content) throws IOException {
        if (name.startsWith(SERVICES)) {
            ByteArrayOutputStream providers = services.computeIfAbsent(name, key -> new ByteArrayOutputStream());
            providers.write(content);
            providers.write('\n');
        } else if (!isOfItsJarOnly(name) && names.add(name)) {
            put(name, content);
        }
    }

    private static boolean isOfItsJarOnly(String name) {
        return name.equals(JarFile.MANIFEST_NAME)
                || name.equals("module-info.class")
                || name.startsWith("META-INF/versions/")
                || name.startsWith(BOUNCY_CASTLE)
                        && !HYBRID_KEY_EXCHANGE.matcher(name).matches()
                || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }

    private void addServices() throws IOException {
        for (Map.Entry<String, ByteArrayOutputStream> service : services.entrySet()) {
            put(service.getKey(), service.getValue().toByteArray());
        }
    }

    private void put(String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
