using System.IO.Compression;
using System.Runtime.CompilerServices;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Bills;

/// <summary>
/// A bill as Alipay hands it out: a zip whose entries' names and contents are GBK. The detail is read line by line, so that a bill of any
/// length takes the same memory.
/// </summary>
internal static class AlipayBill
{
    /// <summary>The longest line, in characters; real ones have a few hundred.</summary>
    public const int LongestLine = 16 << 10;

    /// <summary>What the name of an entry of sums contains.</summary>
    private const string Summary = "汇总";

    private const string Detail = "明细";
    private const string ListEnd = "列表结束";
    private const int BufferBytes = 64 << 10;

    /// <summary>Reads the lines of a bill.</summary>
    /// <param name="file">The zip, seekable.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProviderUnavailableException">It is no such bill, or not whole.</exception>
    public static async IAsyncEnumerable<StatementLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var zip = Guarded(() => new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, AlipayText.Chinese));
        var entries = Guarded(() => zip.Entries.Where(entry => IsDetail(entry.Name)).ToList());
        if (entries.Count == 0) throw new ProviderUnavailableException("the bill has no list of details");
        foreach (var entry in entries)
        {
            await using var content = Guarded(() => entry.Open());
            using var text = new StreamReader(content, AlipayText.Chinese, detectEncodingFromByteOrderMarks: false, BufferBytes);
            await foreach (var line in ReadListAsync(new BillLines(text, LongestLine), cancellationToken)) yield return line;
        }
    }

    private static bool IsDetail(string name) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) &&
        name.Contains(Detail, StringComparison.Ordinal) && !name.Contains(Summary, StringComparison.Ordinal);

    /// <summary>
    /// A list: remarks behind <c>#</c>, one line of headings, rows, and the remark that it ends, without which it is torn.
    /// </summary>
    private static async IAsyncEnumerable<StatementLine> ReadListAsync(
        BillLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AlipayBillColumns? columns = null;
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('#'))
            {
                if (line.Contains(ListEnd, StringComparison.Ordinal)) yield break;
                continue;
            }
            if (line.Trim().Length == 0) continue;
            if (columns is not null) yield return columns.Read(line);
            else columns = AlipayBillColumns.Of(line);
        }
        throw new ProviderUnavailableException("the bill is torn: its list has no end");
    }

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ProviderUnavailableException($"the bill is no zip that can be read: {exception.Message}");
        }
    }
}
