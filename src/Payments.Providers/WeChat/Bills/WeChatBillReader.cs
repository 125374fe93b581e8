using System.Runtime.CompilerServices;
using System.Text;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Bills;

/// <summary>
/// Reads the text of a bill line by line: a line of headings, lines whose values each begin with a back-tick, a line of headings for the
/// totals, one line of totals. Names hold commas, so values are parted by the back-tick behind the comma.
/// </summary>
internal static class WeChatBillReader
{
    private const string Parting = ",`";
    private const char Mark = '`';

    /// <summary>The longest line, in characters.</summary>
    private const int LongestLine = 64 << 10;

    /// <summary>The lines, in constant memory.</summary>
    /// <exception cref="ProviderUnavailableException">It is no such bill, or its totals are not those of its lines.</exception>
    public static async IAsyncEnumerable<WeChatBillRow> ReadAsync(
        Stream text, WeChatBillTotals totals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(text, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var lines = new BillLines(reader, LongestLine);
        var headings = Headings(await lines.NextAsync(cancellationToken) ?? throw Fault("nothing in it"));
        var book = new WeChatBillSums(totals);
        string? line;
        while ((line = await lines.NextAsync(cancellationToken)) is not null && line.StartsWith(Mark))
        {
            var row = new WeChatBillRow(headings, Values(line, headings.Count));
            book.Add(row);
            yield return row;
        }
        if (line is null || await lines.NextAsync(cancellationToken) is not { } last || !last.StartsWith(Mark))
            throw Fault("no totals at its end");
        var summed = Headings(line);
        book.Compare(new WeChatBillRow(summed, Values(last, summed.Count)));
    }

    private static Dictionary<string, int> Headings(string line)
    {
        if (line.StartsWith(Mark)) throw Fault("no headings");
        var headings = new Dictionary<string, int>();
        foreach (var heading in line.Split(','))
            if (!headings.TryAdd(heading.Trim().TrimStart('\uFEFF'), headings.Count)) throw Fault($"the heading {heading} twice");
        return headings;
    }

    private static string[] Values(string line, int count)
    {
        var values = line[1..].Split(Parting);
        return values.Length == count ? values : throw Fault($"a line of {values.Length} values under {count} headings");
    }

    private static ProviderUnavailableException Fault(string what) => new($"the bill has {what}");
}

/// <summary>Adds up the lines of a bill.</summary>
internal sealed class WeChatBillSums(WeChatBillTotals totals)
{
    /// <summary>No line is over more than this: a sum of any number of them is still exact.</summary>
    private const decimal Most = 1_000_000_000_000;

    private readonly Dictionary<string, decimal> sums = totals.Sums.Keys.ToDictionary(heading => heading, _ => 0m);
    private long count;

    /// <summary>One more line.</summary>
    public void Add(WeChatBillRow row)
    {
        count++;
        foreach (var (total, heading) in totals.Sums)
        {
            var yuan = row.Yuan(heading) ?? 0;
            if (Math.Abs(yuan) > Most) throw new ProviderUnavailableException($"the bill has an impossible amount under {heading}");
            sums[total] += yuan;
        }
    }

    /// <summary>Whether the bill's own totals are the same; those that it does not say are left out.</summary>
    /// <exception cref="ProviderUnavailableException">They are not.</exception>
    public void Compare(WeChatBillRow said)
    {
        if (totals.Count.Length > 0 && said.Yuan(totals.Count) != count)
            throw new ProviderUnavailableException($"the bill has {count} lines and says {said.Find(totals.Count)}");
        foreach (var (total, sum) in sums)
        {
            if (said.Yuan(total) is not { } expected || expected == sum) continue;
            var words = FormattableString.Invariant($"the bill's lines sum up to {sum} for {total}, and it says {expected}");
            throw new ProviderUnavailableException(words);
        }
    }
}
