package io.jenkins.plugins.kamal.ledger;

import hudson.XmlFile;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The ledger on the disk: one file for each service and destination, replaced as a whole. */
final class LedgerFiles {

    private static final Logger LOGGER = Logger.getLogger(LedgerFiles.class.getName());
    private static final XStream2 XSTREAM = xstream();

    private final File directory;

    LedgerFiles(File directory) {
        this.directory = directory;
    }

    private static XStream2 xstream() {
        XStream2 xstream = new XStream2();
        xstream.alias("ledger", LedgerPage.class);
        xstream.alias("place", Place.class);
        xstream.alias("deployment", PastDeployment.class);
        return xstream;
    }

    List<LedgerPage> load() {
        File[] files = directory.listFiles((parent, name) -> name.endsWith(".xml"));
        List<LedgerPage> pages = new ArrayList<>();
        for (File file : files == null ? new File[0] : files) {
            try {
                pages.add((LedgerPage) new XmlFile(XSTREAM, file).read());
            } catch (IOException | RuntimeException e) {
                putAside(file, e);
            }
        }
        return pages;
    }

    /** A file that cannot be read is kept under another name, so that the next deploy does not overwrite it. */
    private static void putAside(File file, Exception why) {
        File aside = new File(file.getPath() + ".unreadable");
        boolean moved = file.renameTo(aside);
        LOGGER.log(
                Level.WARNING,
                why,
                () -> "The deployments in " + file + " cannot be read and are left out"
                        + (moved ? "; they are kept in " + aside : ""));
    }

    /** Saves a page; the ledger goes on in memory where the disk is full, and the log says so. */
    void save(LedgerPage page) {
        File file = new File(directory, page.key().fileName());
        try {
            new XmlFile(XSTREAM, file).write(page);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The deployments of " + page.key() + " cannot be saved to " + file);
        }
    }
}
