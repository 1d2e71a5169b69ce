package inkling.dataset.pictures;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a camera was held, as its file's EXIF says. */
public final class Orientation {
    private static final int UPRIGHT = 1;
    private static final byte PNG = (byte) 0x89;

    private Orientation() {}

    /** @return 1 to 8 as EXIF numbers them; upright if the file does not say, or what it says cannot be read */
    public static int of(byte[] file) {
        try {
            return Optional.ofNullable((file[0] == PNG ? ofPng(file) : ofJpeg(file))
                            .getFirstDirectoryOfType(ExifIFD0Directory.class))
                    .map(exif -> exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
                    .orElse(UPRIGHT);
        } catch (ImageProcessingException | IOException e) {
            return UPRIGHT;
        }
    }

    private static Metadata ofJpeg(byte[] file) throws ImageProcessingException, IOException {
        return JpegMetadataReader.readMetadata(new ByteArrayInputStream(file), List.of(new ExifReader()));
    }

    /** The one chunk alone: others unpack to any size. */
    private static Metadata ofPng(byte[] file) throws PngProcessingException, IOException {
        Metadata metadata = new Metadata();
        Set<PngChunkType> exif = Set.of(PngChunkType.eXIf);
        for (PngChunk chunk : new PngChunkReader().extract(new SequentialByteArrayReader(file), exif)) {
            new ExifReader().extract(new ByteArrayReader(chunk.getBytes()), metadata);
        }
        return metadata;
    }
}
