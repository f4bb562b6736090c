package io.jenkins.plugins.kamal.engine.packaging;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
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
 * individual Java releases are left out, too, and so is most of Bouncy Castle. Classes that are too old for a class-data
 * archive are upgraded.
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

    private final Predicate<String> bouncyCastle;
    private boolean hasBouncyCastle;

    private MergedJar(JarOutputStream out, Predicate<String> bouncyCastle) {
        this.out = out;
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * Writes the jar, and tries its hybrid key exchanges. Another version of Bouncy Castle may need further packages; then
     * the jar contains the whole of it, and if that does not help, nothing of it, so that the engine does not offer what
     * it cannot do.
     *
     * @param parts the jars and folders in the order of the class path
     * @return what is different and why, for the log; empty if all is well
     */
    public static Optional<String> write(List<Path> parts, Path jar) throws IOException {
        return write(parts, jar, HYBRID_KEY_EXCHANGE);
    }

    static Optional<String> write(List<Path> parts, Path jar, Pattern needed) throws IOException {
        boolean hasBouncyCastle = pack(parts, jar, name -> needed.matcher(name).matches());
        Optional<String> fault = hasBouncyCastle ? KeyExchangeTrial.fault(jar) : Optional.empty();
        if (fault.isEmpty()) {
            return Optional.empty();
        }
        pack(parts, jar, name -> true);
        Optional<String> faultOfAll = KeyExchangeTrial.fault(jar);
        if (faultOfAll.isEmpty()) {
            return Optional.of(
                    "The Kamal engine's jar contains all of Bouncy Castle and is larger than necessary, because a"
                            + " hybrid key exchange does not work with the packages that the plugin selects ("
                            + fault.get()
                            + "). Report it to the plugin's maintainers");
        }
        pack(parts, jar, name -> false);
        return Optional.of(
                "The Kamal engine offers no hybrid post-quantum key exchange, because it does not work with this"
                        + " Jenkins's version of Bouncy Castle (" + faultOfAll.get()
                        + "). SSH connections use curve25519-sha256 instead. Update the plugin bouncycastle-api");
    }

    /** Writes the jar with these classes of Bouncy Castle; returns whether the parts contain any. */
    private static boolean pack(List<Path> parts, Path jar, Predicate<String> bouncyCastle) throws IOException {
        try (JarOutputStream out = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
            out.setLevel(Deflater.BEST_SPEED);
            MergedJar merged = new MergedJar(out, bouncyCastle);
            for (Path part : parts) {
                if (Files.isDirectory(part)) {
                    merged.addFolder(part);
                } else {
                    merged.addJar(part);
                }
            }
            merged.addServices();
            return merged.hasBouncyCastle;
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
        try (JarFile jar = new JarFile(part.toFile(), false);
                ClassUpgrade classes = new ClassUpgrade(part)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    byte[] content = jar.getInputStream(entry).readAllBytes();
                    add(entry.getName(), classes.upgrade(entry.getName(), content));
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

    private boolean isOfItsJarOnly(String name) {
        boolean ofBouncyCastle = name.startsWith(BOUNCY_CASTLE);
        hasBouncyCastle |= ofBouncyCastle;
        return name.equals(JarFile.MANIFEST_NAME)
                || name.equals("module-info.class")
                || name.startsWith("META-INF/versions/")
                || ofBouncyCastle && !bouncyCastle.test(name)
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
