package io.jenkins.plugins.kamal.engine.deploy.run;

/** The parts of a deploy. */
public enum DeployScope {
    /** Accessories, the proxy, the app, and pruning: {@code setup}. */
    SETUP,
    /** The proxy, the app, and pruning: {@code deploy}. */
    DEPLOY,
    /** The app alone: {@code redeploy}. */
    REDEPLOY,
    /** The proxy, the app on the hosts that do not serve the version yet, and pruning: {@code promote}. */
    PROMOTE
}
