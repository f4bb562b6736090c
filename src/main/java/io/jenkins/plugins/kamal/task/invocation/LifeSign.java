package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.time.Duration;

/** The file by which an engine notices that nobody follows it any more. It is there before the engine starts. */
public final class LifeSign {

    private final PutFile file;

    private LifeSign(PutFile file) {
        this.file = file;
    }

    /**
     * For builds that can resume: the engine stops if Jenkins has not read anything for this long. Each
     * {@link InvocationFiles#readAfter} counts as a sign of life.
     */
    public static LifeSign forAbsence(Duration longest) {
        return new LifeSign(PutFile.text(InvocationDirectory.FOLLOWED, Long.toString(longest.toSeconds())));
    }

    /** For builds that cannot resume: the engine stops if {@link InvocationFiles#keepAlive} is not called any more. */
    public static LifeSign ofBuild() {
        return new LifeSign(PutFile.sign(InvocationDirectory.ALIVE));
    }

    PutFile file() {
        return file;
    }
}
