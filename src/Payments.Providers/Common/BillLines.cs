using System.Text;

namespace Payments.Providers.Common;

/// <summary>Reads a bill line by line; a line beyond the longest is refused before it fills the memory.</summary>
/// <param name="text">The text, whose lines end with a line feed, with or without a carriage return before it.</param>
/// <param name="longest">The longest line, in characters.</param>
internal sealed class BillLines(TextReader text, int longest)
{
    private readonly char[] buffer = new char[16 << 10];
    private readonly StringBuilder begun = new();
    private int place;
    private int length;

    /// <summary>The next line without its end; null after the last one.</summary>
    /// <exception cref="ProviderUnavailableException">The text is torn, or the line too long.</exception>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        begun.Clear();
        while (true)
        {
            if (place == length)
            {
                (place, length) = (0, await FillAsync(cancellationToken));
                if (length == 0) return begun.Length > 0 ? begun.ToString().TrimEnd('\r') : null;
            }
            var end = buffer.AsSpan(place, length - place).IndexOf('\n');
            var part = buffer.AsMemory(place, end < 0 ? length - place : end);
            if (begun.Length + part.Length > longest)
                throw new ProviderUnavailableException($"a line of the bill is longer than {longest} characters");
            begun.Append(part);
            place += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0) return begun.ToString().TrimEnd('\r');
        }
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ProviderUnavailableException($"the bill is torn: {exception.Message}");
        }
    }
}
