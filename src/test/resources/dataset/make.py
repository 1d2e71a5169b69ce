"""Makes the files beside it: scikit-learn's digits as a table, arrays of every layout, pictures of every kind (Pillow 9.4, numpy 1.24)."""
import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

digits = load_digits()
table = np.hstack([digits.data, digits.target[:, None]]).astype(int)
np.savetxt("digits.csv", table, "%d", ",")

x = (np.arange(6 * 4 * 5 * 3) * 7 % 256).astype(np.uint8).reshape(6, 4, 5, 3)
y = np.array([3, 1, 2, 3, 1, 2])
np.savez("interleaved.npz", x_train=x[:4], y_train=y[:4], x_test=x[4:], y_test=y[4:])
planes = x.transpose(0, 3, 1, 2)
np.savez_compressed("fortran.npz", train_images=np.asfortranarray(planes[:4].astype("<f8") / 255),
                    train_labels=np.asfortranarray(np.eye(4, dtype="u1")[y[:4]]), test_images=(planes[4:] / 255).astype(">f4"),
                    test_labels=y[4:, None].astype("<i2"))
np.savez("objects.npz", x_train=np.array([{"a": 1}, None], dtype=object), y_train=np.array([0, 1]))

colour = np.zeros((6, 8, 3), np.uint8)
colour[:, :4] = 200, 30, 10
colour[:2] = 20, 90, 250
Image.fromarray(colour).save("colour.webp", lossless=True)
Image.fromarray(colour).save("colour.png")
Image.fromarray(colour).save("colour.bmp")
exif = Image.Exif()
exif[0x0112] = 6
Image.fromarray(np.rot90(colour).copy()).save("turned.jpg", quality=100, subsampling=0, exif=exif)
alpha = np.dstack([colour, np.full((6, 8), 255, np.uint8)])
alpha[4:, :, 3] = 0
Image.fromarray(alpha).save("alpha.png")
Image.fromarray(colour).quantize(8).save("palette.gif")
grey = (np.arange(48) * 5).astype(np.uint8).reshape(6, 8)
Image.fromarray(grey).save("grey.png")
Image.fromarray(grey.astype(np.uint16) * 257).save("grey16.png")
