using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;

namespace Payments.Domain.Tests.Reconciliation;

/// <summary>Lines and entries of tests.</summary>
internal static class Entries
{
    public static readonly MerchantId Merchant = new(new string('a', 32));
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    public static string Reference(int number) => new ChargeReference(new OrderId(number.ToString("x32")), 1).ToString();

    public static EntryKey Key(int number, EntryKind kind = EntryKind.Payment) => new(Reference(number), kind);

    public static OwnEntry Ours(int number, decimal amount = 70m, bool isPaid = true) => new()
    {
        Key = Key(number),
        Merchant = Merchant,
        Amount = amount,
        Currency = "CNY",
        IsPaid = isPaid,
        Word = isPaid ? "paid" : "open",
        At = isPaid ? Noon : null,
    };

    public static StatementEntry Theirs(int number, decimal amount = 70m, bool isPaid = true, EntryKind kind = EntryKind.Payment) => new()
    {
        Key = Key(number, kind),
        Payment = Reference(number),
        Number = $"n{number}",
        Amount = amount,
        Currency = "CNY",
        Fee = 0.42m,
        IsPaid = isPaid,
        At = Noon,
        Word = isPaid ? "SUCCESS" : "CLOSED",
    };
}
