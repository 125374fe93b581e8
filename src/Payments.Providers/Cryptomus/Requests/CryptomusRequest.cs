using System.Globalization;
using System.Text.Json.Serialization;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>A request to Cryptomus, with the bounds of its manual.</summary>
public abstract record CryptomusRequest
{
    /// <summary>Notes the fields that Cryptomus would refuse, by its names for them.</summary>
    internal abstract void Check(FieldFaults faults);

    /// <summary>Requires a number of ours: letters, digits, <c>_</c> and <c>-</c> of the alphabet alone.</summary>
    private protected static void RequireOrderId(FieldFaults faults, string? orderId, int longest, bool isRequired = true)
    {
        var holds = orderId is null ? !isRequired : orderId.Length >= 1 && orderId.Length <= longest && orderId.All(IsPlain);
        faults.Require(holds, "order_id", $"1 to {longest} of A-Z, a-z, 0-9, _ and -");
    }

    /// <summary>Requires an amount above nothing.</summary>
    private protected static void RequireAmount(FieldFaults faults, decimal amount) => faults.Require(amount > 0, "amount", "more than 0");

    /// <summary>Requires a code of letters and digits, where there is one.</summary>
    private protected static void RequireCode(FieldFaults faults, string? code, string field, bool isRequired = false) => faults.Require(
        code is null ? !isRequired : code.Length is >= 1 and <= 32 && code.All(IsPlain), field, "1 to 32 letters and digits");

    /// <summary>Requires a chain's address.</summary>
    private protected static void RequireAddress(FieldFaults faults, string address) =>
        faults.Require(address.Length is >= 10 and <= 128 && address.All(IsVisible), "address", "an address of 10 to 128 characters");

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';

    private static bool IsVisible(char letter) => letter is > ' ' and <= '~';
}

/// <summary>A request that asks about nothing in particular.</summary>
public sealed record CryptomusNothing : CryptomusRequest
{
    internal override void Check(FieldFaults faults) { }
}

/// <summary>Names a payment, payout or static wallet: by Cryptomus' id, or by our number.</summary>
public sealed record CryptomusReference : CryptomusRequest
{
    /// <summary>Cryptomus' id.</summary>
    public string? Uuid { get; init; }

    /// <summary>Our number.</summary>
    public string? OrderId { get; init; }

    internal override void Check(FieldFaults faults) => CheckEither(faults, Uuid, OrderId);

    internal static void CheckEither(FieldFaults faults, string? uuid, string? orderId)
    {
        faults.Require(uuid is not null || orderId is not null, "uuid", "uuid or order_id");
        faults.Require(uuid is null || Guid.TryParseExact(uuid, "D", out _), "uuid", "a UUID");
        RequireOrderId(faults, orderId, 128, isRequired: false);
    }
}

/// <summary>A list's bounds, of payments or payouts.</summary>
public sealed record CryptomusListRequest : CryptomusRequest
{
    /// <summary>The first moment, <c>yyyy-MM-dd HH:mm:ss</c> of Cryptomus' clock; null for no bound.</summary>
    public string? DateFrom { get; init; }

    /// <summary>The last moment, likewise.</summary>
    public string? DateTo { get; init; }

    /// <summary>The page, as the page before said it; it goes into the query string.</summary>
    [JsonIgnore] public string? Cursor { get; init; }

    internal override void Check(FieldFaults faults)
    {
        faults.Require(IsTime(DateFrom), "date_from", "yyyy-MM-dd HH:mm:ss");
        faults.Require(IsTime(DateTo), "date_to", "yyyy-MM-dd HH:mm:ss");
        faults.RequireLength(Cursor, "cursor", 1, 512);
    }

    private static bool IsTime(string? text) =>
        text is null || DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
