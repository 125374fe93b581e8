using Payments.Domain.Charges;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Charges;

/// <summary>Charges to begin with.</summary>
internal static class ChargeSamples
{
    public const string Provider = "toy";

    public static string Reference(int number = 1) => new ChargeReference(Unquoted().Id, number).ToString();

    public static Charge Begun(int number = 1) => new()
    {
        Provider = Provider,
        Method = "toy_page",
        Reference = Reference(number),
        Amount = 70m,
        Currency = "CNY",
        State = ChargeState.Opening,
        CreatedAt = Start,
        ExpiresAt = Start + Expiry,
    };

    public static Charge At(ChargeState state) => Begun() with { State = state, ProviderId = "p-1" };

    public static ChargeNews News(ChargeState state, decimal? amount = 70m, string? currency = "CNY", decimal? paid = null, int number = 1, string? id = "p-1") => new()
    {
        Reference = Reference(number),
        State = state,
        ProviderId = id,
        Amount = amount,
        Currency = currency,
        Paid = paid,
        Transaction = "tx-1",
        Word = state.ToString(),
    };

    public static Order With(Order order, params Charge[] charges) => order with { Charges = charges };
}
