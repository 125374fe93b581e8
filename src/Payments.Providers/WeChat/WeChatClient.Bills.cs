using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Bills;

namespace Payments.Providers.WeChat;

/// <summary>Which lines of a day's trade bill.</summary>
public enum WeChatTradeBill
{
    /// <summary>Payments and refunds.</summary>
    All,

    /// <summary>Payments alone.</summary>
    Success,

    /// <summary>Refunds alone, with the times at which they were asked for and done.</summary>
    Refund,
}

/// <summary>Which of the merchant's accounts with WeChat Pay.</summary>
public enum WeChatFundAccount
{
    /// <summary>The account that payments come to.</summary>
    Basic,

    /// <summary>The account for operations.</summary>
    Operation,

    /// <summary>The account for fees.</summary>
    Fees,
}

/// <summary>
/// Bills of a day of China's clock, from ten o'clock of the next day on, for three months. The file itself is not signed: its SHA-1, from
/// the signed answer that names it, is compared over the unzipped text before a line is given.
/// </summary>
public sealed partial class WeChatClient
{
    private const string Bill = "/v3/bill";

    /// <summary>Payments and refunds; nothing for a day without any.</summary>
    /// <exception cref="ProviderUnavailableException">The bill could not be had, or not whole.</exception>
    public IAsyncEnumerable<WeChatBillRow> TradeBillAsync(DateOnly day, WeChatTradeBill kind, CancellationToken cancellationToken) =>
        BillAsync(
            $"{Bill}/tradebill?bill_date={DateOf(day)}&bill_type={kind.ToString().ToUpperInvariant()}&tar_type=GZIP",
            WeChatBillTotals.Trade, cancellationToken);

    /// <summary>Every movement of an account's money.</summary>
    /// <exception cref="ProviderUnavailableException">The bill could not be had, or not whole.</exception>
    public IAsyncEnumerable<WeChatBillRow> FundFlowAsync(DateOnly day, WeChatFundAccount of, CancellationToken cancellationToken) =>
        BillAsync(
            $"{Bill}/fundflowbill?bill_date={DateOf(day)}&account_type={of.ToString().ToUpperInvariant()}&tar_type=GZIP",
            WeChatBillTotals.FundFlow, cancellationToken);

    /// <summary>Shares and their returns.</summary>
    /// <exception cref="ProviderUnavailableException">The bill could not be had, or not whole.</exception>
    public IAsyncEnumerable<WeChatBillRow> SharingBillAsync(DateOnly day, CancellationToken cancellationToken) => BillAsync(
        $"{Sharing}/bills?bill_date={DateOf(day)}&tar_type=GZIP", WeChatBillTotals.Sharing, cancellationToken);

    private async IAsyncEnumerable<WeChatBillRow> BillAsync(
        string target, WeChatBillTotals totals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LinkAsync(target, cancellationToken) is not { } link) yield break;
        await using var file = await download.FetchAsync(connection.FileRequest(account, link.Url), cancellationToken);
        if (!link.Hash.Equals(await HashAsync(file, cancellationToken), StringComparison.OrdinalIgnoreCase))
            throw new ProviderUnavailableException("the bill is not the one that was answered: its SHA-1 is another one");
        file.Position = 0;
        await using var text = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        await foreach (var row in WeChatBillReader.ReadAsync(text, totals, cancellationToken)) yield return row;
    }

    private async Task<BillLink?> LinkAsync(string target, CancellationToken cancellationToken) =>
        await GetAsync(target, BillLink.Read, cancellationToken) switch
        {
            ProviderAnswer<BillLink>.Ok ok => ok.Value,
            ProviderAnswer<BillLink>.Refused { Refusal.Code: "NOSTATEMENTEXIST" } => null,
            ProviderAnswer<BillLink>.Refused refused => throw new ProviderUnavailableException(refused.Refusal.Message),
            ProviderAnswer<BillLink>.Unknown unknown => throw new ProviderUnavailableException(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };

    private static async Task<string> HashAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            await using var text = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return Convert.ToHexString(await SHA1.HashDataAsync(text, cancellationToken));
        }
        catch (InvalidDataException)
        {
            throw new ProviderUnavailableException("the bill cannot be unzipped");
        }
    }

    private static string DateOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where a bill lies, for a few minutes at most, and what its text hashes to.</summary>
    private sealed record BillLink(string Hash, Uri Url)
    {
        public static BillLink Read(System.Text.Json.JsonElement element)
        {
            var fields = new JsonFields(element);
            if (fields.Required("hash_type") != "SHA1") throw new FormatException("a hash_type that is not known");
            return Uri.TryCreate(fields.Required("download_url"), UriKind.Absolute, out var url)
                ? new BillLink(fields.Required("hash_value"), url)
                : throw new FormatException("'download_url' is no URL");
        }
    }
}
