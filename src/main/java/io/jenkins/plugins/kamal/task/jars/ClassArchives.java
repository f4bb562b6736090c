package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * The digests of the class-data archives that were created for this controller. An archive that is missing, changed, or
 * unknown because the controller was restarted is not used; a new one is created in the background.
 */
public final class ClassArchives {

    private static final Logger LOGGER = Logger.getLogger(ClassArchives.class.getName());

    /**
     * The wait before an archive is made. The next step of the same build usually begins within this time, so the work on
     * the archive does not slow its start down.
     */
    private static final long QUIET_SECONDS = 20;

    private static final Map<Place, String> DIGESTS = new ConcurrentHashMap<>();
    private static final Set<Place> IN_WORK = ConcurrentHashMap.newKeySet();
    private static final Set<Place> NAMED = ConcurrentHashMap.newKeySet();

    /**
     * A Java that made no archive may make one later, when its machine is less busy or its disk has room. It is not asked
     * at every step, because some builds of Java never make one.
     */
    private static final Postponement<Place> POSTPONED = new Postponement<>(Clock.systemUTC(), Duration.ofHours(1));

    /**
     * The place for which an archive is valid.
     *
     * @param agent the agent's name
     * @param jar the path of the jar's directory there, which contains the jar's digest
     * @param java the build of the agent's Java
     */
    private record Place(String agent, String jar, String java) {}

    private ClassArchives() {}

    /**
     * Provides the engine from an agent's cache for an invocation, with the archive if a valid one exists. One log per
     * archive mentions the archive.
     */
    public static InstalledEngine install(
            JarCache cache, InvocationFiles files, Computer agent, AgentJava java, TaskListener listener)
            throws IOException, InterruptedException {
        Place place = new Place(agent.getName(), cache.directory().getRemote(), java.build());
        InstalledEngine installed = cache.inPlace(files, DIGESTS.get(place));
        if (installed.archive() == null) {
            DIGESTS.remove(place);
            makeLater(cache, place, java);
        } else if (NAMED.add(place)) {
            listener.getLogger()
                    .println("Kamal: from now on the engine starts faster on this agent, with the class-data archive "
                            + installed.archive());
        }
        return installed;
    }

    private static void makeLater(JarCache cache, Place place, AgentJava java) {
        if (POSTPONED.isDue(place) && IN_WORK.add(place)) {
            Timer.get()
                    .schedule(
                            () -> Computer.threadPoolForRemoting.submit(() -> make(cache, place, java)),
                            QUIET_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    private static void make(JarCache cache, Place place, AgentJava java) {
        try {
            String digest = makeNow(cache, java);
            if (digest == null) {
                POSTPONED.postpone(place);
            } else {
                DIGESTS.put(place, digest);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, "no class-data archive was made on " + place.agent(), e);
        } finally {
            IN_WORK.remove(place);
        }
    }

    @CheckForNull
    static String makeNow(JarCache cache, AgentJava java) throws IOException, InterruptedException {
        return cache.directory()
                .act(new ClassArchive(java.program(), cache.jar().digest()));
    }
}
