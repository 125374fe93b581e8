using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>A coin on a network that can be paid with, or paid out (<c>payment/services</c>, <c>payout/services</c>).</summary>
/// <param name="Network">The network.</param>
/// <param name="Currency">The coin.</param>
/// <param name="IsAvailable">Whether it can be used now.</param>
/// <param name="MinAmount">The least amount, or null.</param>
/// <param name="MaxAmount">The greatest amount, or null.</param>
/// <param name="FeeAmount">The fixed part of the fee.</param>
/// <param name="FeePercent">The fee in percent.</param>
public sealed record CryptomusService(
    string Network, string Currency, bool IsAvailable, decimal? MinAmount, decimal? MaxAmount, decimal? FeeAmount, decimal? FeePercent)
{
    internal static IReadOnlyList<CryptomusService> ReadAll(JsonElement element) => [.. JsonFields.Entries(element).Select(Read)];

    private static CryptomusService Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var (limit, commission) = (fields.Object("limit"), fields.Object("commission"));
        return new CryptomusService(fields.Required("network"), fields.Required("currency"), fields.Flag("is_available"),
            limit?.Number("min_amount"), limit?.Number("max_amount"), commission?.Number("fee_amount"), commission?.Number("percent"));
    }
}

/// <summary>An exchange rate (<c>exchange-rate/{currency}/list</c>).</summary>
/// <param name="From">One unit of this.</param>
/// <param name="To">Is worth so many of this.</param>
/// <param name="Course">How many.</param>
public sealed record CryptomusRate(string From, string To, decimal Course)
{
    internal static IReadOnlyList<CryptomusRate> ReadAll(JsonElement element) => [.. JsonFields.Entries(element).Select(Read)];

    private static CryptomusRate Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new CryptomusRate(fields.Required("from"), fields.Required("to"), fields.RequiredNumber("course"));
    }
}

/// <summary>What an account has of one coin.</summary>
/// <param name="Uuid">The balance's id.</param>
/// <param name="Currency">The coin.</param>
/// <param name="Amount">How much.</param>
public sealed record CryptomusBalance(string Uuid, string Currency, decimal Amount);

/// <summary>All balances of an account (<c>balance</c>).</summary>
/// <param name="Merchant">Those of the business.</param>
/// <param name="User">Those of the person who owns it.</param>
public sealed record CryptomusBalances(IReadOnlyList<CryptomusBalance> Merchant, IReadOnlyList<CryptomusBalance> User)
{
    internal static CryptomusBalances Read(JsonElement element)
    {
        var parts = JsonFields.Entries(element)
            .Select(entry => new JsonFields(new JsonFields(entry).RequiredValue("balance"))).ToList();
        return new CryptomusBalances([.. parts.SelectMany(part => part.List("merchant")).Select(ReadOne)],
            [.. parts.SelectMany(part => part.List("user")).Select(ReadOne)]);
    }

    private static CryptomusBalance ReadOne(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new CryptomusBalance(fields.Required("uuid"), fields.Required("currency_code"), fields.RequiredNumber("balance"));
    }
}
