using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Payments.Chains;
using Payments.Domain.Risk;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Storage.Risk;

namespace Payments.Http.Risk;

/// <summary>
/// Reads items of a list as they arrive: the first column of CSV, one item a line. A line <c>item</c> at the beginning, empty lines and
/// those that begin with <c>#</c> are passed over. Where any line is wrong, nothing of the upload counts.
/// </summary>
internal sealed class RiskUpload(RiskItems items, ChainCatalog chains, IRandomBytes random)
{
    /// <summary>The largest upload.</summary>
    public const long Limit = 8 << 20;

    private const string Header = "item";
    private const int NamedFaults = 20;

    /// <summary>The refusal of a list that would have more items than one may.</summary>
    public static InputException TooMany => new("items", $"at most {RiskItems.Most} for one list", StatusCodes.Status409Conflict);

    /// <summary>The number of an edition that is begun now.</summary>
    public long NewEdition()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        random.Fill(bytes);
        return items.NewEdition(BitConverter.ToInt32(bytes));
    }

    /// <summary>Writes an edition, which nobody reads yet.</summary>
    /// <param name="context">The request.</param>
    /// <param name="list">The list.</param>
    /// <param name="edition">The edition, which the caller removes where this throws.</param>
    /// <param name="isKept">Whether the items that it has go on.</param>
    /// <exception cref="InputException">Lines are wrong, which are named, or there are too many.</exception>
    public async Task ReadAsync(HttpContext context, RiskList list, long edition, bool isKept)
    {
        RequireCsv(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Limit;
        if (isKept) await items.CopyAsync(list.Id, list.Edition, edition);
        var (batch, faults, read, number) = (new List<string>(RiskItems.Batch), new List<string>(), 0, 0);
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        while (await LineAsync(reader, context.RequestAborted) is { } line)
        {
            number++;
            var text = FirstColumn(line);
            if (text.Length == 0 || text[0] == '#' || (number == 1 && text == Header)) continue;
            if (++read > RiskItems.Most) throw TooMany;
            if (!TryRead(list.Subject, text, out var item, out var expected)) faults.Add($"line {number}: {expected}");
            else if (faults.Count == 0) batch.Add(item);
            if (batch.Count < RiskItems.Batch) continue;
            await items.AddAsync(list.Id, edition, batch);
            batch.Clear();
        }
        if (faults.Count > 0) throw new InputException("items", Text(faults));
        if (batch.Count > 0) await items.AddAsync(list.Id, edition, batch);
    }

    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken cancelled)
    {
        try
        {
            return await reader.ReadLineAsync(cancelled);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException("items", "expected UTF-8");
        }
    }

    private static string Text(List<string> faults) => faults.Count <= NamedFaults
        ? string.Join("; ", faults)
        : $"{string.Join("; ", faults.Take(NamedFaults))}; and {faults.Count - NamedFaults} more";

    private static string FirstColumn(string line)
    {
        var text = line.Split(',', 2)[0].Trim();
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Trim() : text;
    }

    /// <summary>An address counts in the form in which its chain's transfers name it, whatever chain that is.</summary>
    private bool TryRead(RiskSubject subject, string text, out string item, out string? expected)
    {
        if (subject is not RiskSubject.Address)
        {
            var isOne = RiskListItem.TryRead(subject, text, out var read, out expected);
            item = read ?? "";
            return isOne;
        }
        expected = "expected an address of a chain that this gateway knows";
        item = text.Length > RiskListItem.Limit ? "" : chains.CanonicalOf(text) ?? "";
        return item.Length > 0;
    }

    private static void RequireCsv(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) &&
            type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)) return;
        throw new InputException("Content-Type", "expected text/csv in UTF-8", StatusCodes.Status415UnsupportedMediaType);
    }
}
