using System.Globalization;
using System.Text;

namespace Payments.Host.Logging;

/// <summary>
/// A file that is put aside when it is full: <c>payments.log</c>, then <c>payments.log.1</c> and so on, the newest first.
/// </summary>
/// <param name="path">The file that is written.</param>
/// <param name="limit">Bytes after which it is put aside.</param>
/// <param name="kept">Files put aside that stay.</param>
internal sealed class RotatedFile(string path, long limit, int kept) : IDisposable
{
    private readonly Lock gate = new();
    private StreamWriter writer = Open(path);

    /// <summary>Writes text whole into one file; what fails is dropped: a full disk does not stop payments.</summary>
    public void Write(string text)
    {
        lock (gate)
        {
            try
            {
                if (writer.BaseStream.Length >= limit) Rotate();
                writer.Write(text);
                writer.Flush();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // There is nowhere to tell it but the console, which has this line as well.
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate) writer.Dispose();
    }

    private void Rotate()
    {
        writer.Dispose();
        for (var number = kept; number > 1; number--)
            if (File.Exists(Name(number - 1))) File.Move(Name(number - 1), Name(number), overwrite: true);
        File.Move(path, Name(1), overwrite: true);
        writer = Open(path);
    }

    private string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");

    private static StreamWriter Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
    }
}
