package io.jenkins.plugins.kamal.run.deployment;

import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import java.time.Duration;
import java.time.Instant;

/** Deploys as they happen: one that went well, one that failed in the boot, one that is at work. */
public final class Stories {

    public static final String COMMIT = "b6d827f4c1e09a7d35f2a8e64b1c90d7f3e5a201";
    public static final String NEXT_COMMIT = "4f1d9ce2a7780b13ce5d6e0f9a8b7c6d5e4f3a2b";
    public static final String DIGEST = "sha256:9c3e5f7a1b2d4c6e8f0a1b3c5d7e9f1a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e";
    public static final String OTHER_DIGEST = "sha256:0011223344556677889900112233445566778899001122334455667788990011";
    private static final String IMAGE = "registry.example.com/team/shop:";

    private Stories() {}

    public static Told success(Run<?, ?> run, String version, String destination, Instant start) {
        return Told.in(run, start)
                .started("deploy", "shop", destination, version, "web-1", "web-2", "job-1")
                .hook("pre-connect", 0, 84)
                .hook("pre-build", 0, 1_240)
                .after(Duration.ofSeconds(18))
                .pushed(IMAGE + version, DIGEST)
                .hook("pre-deploy", 0, 310)
                .booted("web-1.example.com", "web", version, DIGEST, Proof.PROVEN, 6_420)
                .booted("web-2.example.com", "web", version, DIGEST, Proof.PROVEN, 6_870)
                .booted("job-1.example.com", "job", version, "", Proof.NOT_PROVEN, 2_150)
                .hook("post-deploy", 0, 190)
                .finished(0, "", 41_230);
    }

    public static Told failure(Run<?, ?> run, String version, Instant start) {
        return Told.in(run, start)
                .started("deploy", "shop", "production", version, "web-1", "web-2", "job-1")
                .hook("pre-connect", 0, 91)
                .event(new DeployEvent.Skipped("build and push", "the image is taken from the registry"))
                .event(new DeployEvent.ImagePushed(IMAGE + version, DIGEST))
                .hook("pre-deploy", 0, 290)
                .booted("web-1.example.com", "web", version, DIGEST, Proof.PROVEN, 6_310)
                .event(new DeployEvent.BootFailed(
                        "web-2.example.com",
                        "web",
                        "kamal-proxy did not find /up healthy in 30 s: connection refused.\n"
                                + "The container's last words: FATAL: could not connect to database \"shop\""))
                .booted("job-1.example.com", "job", version, OTHER_DIGEST, Proof.DIFFERENT, 2_030)
                .hook("post-deploy", 1, 420)
                .finished(
                        1,
                        "Version 4f1d9ce2a7 is not healthy on web-2.example.com (role web): the old version keeps serving there. "
                                + "Look at the container's log above, mend the application, and run the job again",
                        52_480);
    }

    public static Told running(Run<?, ?> run, String version, Instant start) {
        return Told.in(run, start)
                .started("deploy", "shop", "production", version, "web-1", "web-2", "job-1")
                .hook("pre-connect", 0, 80)
                .hook("pre-build", 0, 1_190)
                .pushed(IMAGE + version, DIGEST)
                .event(new DeployEvent.PhaseStarted("Boot the application"))
                .booted("web-1.example.com", "web", version, DIGEST, Proof.PROVEN, 6_120);
    }
}
