package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import org.apache.sshd.common.util.security.SecurityUtils;

/** Where MINA takes its algorithms from. */
public final class SecurityProviders {

    private SecurityProviders() {}

    /**
     * Keeps MINA from registering Bouncy Castle as a provider, which takes 300 ms. MINA's hybrid key exchanges use classes of
     * Bouncy Castle directly. Must be called before anything else of MINA's security is used.
     */
    public static void leaveOutBouncyCastle() {
        SecurityUtils.setAPrioriDisabledProvider(SecurityUtils.BOUNCY_CASTLE, true);
    }
}
