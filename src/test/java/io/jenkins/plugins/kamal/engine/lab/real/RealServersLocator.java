package io.jenkins.plugins.kamal.engine.lab.real;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the lab that runs already, or starts one, once a JVM; where the machine lacks something, says what. */
final class RealServersLocator {

    private static final int SERVERS = 4;

    private static RealServersLocator once;

    private final RealServers lab;
    private final String lacking;

    private RealServersLocator(RealServers lab, String lacking) {
        this.lab = lab;
        this.lacking = lacking;
    }

    static synchronized RealServers require() {
        if (once == null) {
            once = locate();
        }
        return once.labOrSkip();
    }

    private RealServers labOrSkip() {
        if (lab != null) {
            return lab;
        }
        String reason = "No real servers on this machine: " + lacking;
        if (Boolean.parseBoolean(System.getenv("KAMAL_DEMAND_LAB"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }

    private static RealServersLocator locate() {
        Optional<String> running = Optional.ofNullable(System.getProperty("KAMAL_LAB"))
                .or(() -> Optional.ofNullable(System.getenv("KAMAL_LAB")))
                .filter(directory -> !directory.isBlank());
        if (running.isPresent()) {
            return found(ofThisFork(running.get()));
        }
        String lacking = Stream.of("servers", "images")
                .map(name -> script(name, "check").run().text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return lacking.isEmpty() ? found(start()) : lacks(lacking);
    }

    /** Surefire numbers the JVMs that run test classes side by side from 1, and two must not deploy to one lab. */
    private static Path ofThisFork(String directories) {
        String[] labs = directories.split(File.pathSeparator);
        return Path.of(labs[(Integer.getInteger("surefire.forkNumber", 1) - 1) % labs.length]);
    }

    private static RealServersLocator found(Path directory) {
        try {
            return new RealServersLocator(new RealServers(RealServersFile.read(directory)), "");
        } catch (IOException e) {
            throw new AssertionError("KAMAL_LAB is " + directory + ", where no lab runs", e);
        }
    }

    /** Says it aloud, also where nobody reads the reports of skipped tests. */
    private static RealServersLocator lacks(String lacking) {
        System.err.println("Tests with real servers are skipped: " + lacking);
        return new RealServersLocator(null, lacking);
    }

    /** The lab takes itself down when this JVM, its owner, is gone, however it goes. */
    private static Path start() {
        try {
            Path directory = Files.createTempDirectory("kamal-lab");
            String owner = Long.toString(ProcessHandle.current().pid());
            script("servers", "up", directory.toString(), Integer.toString(SERVERS))
                    .withEnvironment(Map.of("LAB_OWNER", owner))
                    .succeed();
            script("images", directory.toString()).succeed();
            return directory;
        } catch (IOException e) {
            throw new AssertionError("No directory for a lab", e);
        }
    }

    private static RealServersCommand script(String name, String... arguments) {
        List<String> argv =
                new ArrayList<>(List.of(RealServers.SCRIPTS.resolve(name).toString()));
        argv.addAll(List.of(arguments));
        return RealServersCommand.of(argv);
    }
}
