using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Domain.Users;
using Payments.Grains.Identity;
using Payments.Http.Common;
using Payments.Http.Faces.CrazyMiner;
using Payments.Providers.Medogram;

namespace Payments.Host.Import;

/// <summary>From payments of an old installation to orders, which keep their ids.</summary>
/// <param name="merchant">Whose they become.</param>
/// <param name="currency">What the old installation's money is.</param>
/// <param name="payers">Seals who pays.</param>
/// <param name="fernet">Reads who paid; null where no token is in the dump.</param>
/// <param name="now">The present.</param>
internal sealed class CrazyMinerOrders(Merchant merchant, string currency, PayerBox payers, FernetReader? fernet, DateTimeOffset now)
{
    /// <summary>How long a payment that was under way may still be paid: the gateway's own page lives that long at most.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly MerchantId? owner =
        merchant.Providers.Any(provider => provider.Name == MedogramProvider.ProviderName) ? merchant.Id : null;

    /// <summary>The order that a payment becomes.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="lines">Its log, in the order of time.</param>
    /// <param name="fault">Takes what could not be read of it.</param>
    public Order Of(CrazyMinerPayment payment, IReadOnlyList<PaymentLogEntry> lines, Action<string> fault)
    {
        var id = payment.Order;
        var expires = payment.CreatedAt + Lifetime;
        var status = StatusOf(payment, expires);
        return new Order
        {
            Id = id,
            Merchant = merchant.Id,
            Pid = merchant.Pid,
            Number = payment.Id.ToString("D"),
            Status = status,
            Currency = currency,
            Money = payment.Amount,
            Terms = TermsOf(payment),
            CreatedAt = payment.CreatedAt,
            OpenedAt = payment.CreatedAt,
            ExpiresAt = expires,
            CompletedAt = payment.CompletedAt,
            WakeAt = status == OrderStatus.Pending ? expires : null,
            Charges = payment.IdGet is { } idGet ? [ChargeOf(payment, idGet, expires)] : [],
            History =
            [
                new HistoryEntry { At = payment.CreatedAt, Event = "created" },
                new HistoryEntry { At = now, Event = "imported", Note = payment.Status },
            ],
            Log = lines.Count == 0 ? null : [.. lines.Skip(lines.Count - OrderRules.LogKept)],
            SealedPayer = Payer(payment, fault) is { } payer ? payers.Seal(payer, id) : null,
        };
    }

    private OrderStatus StatusOf(CrazyMinerPayment payment, DateTimeOffset expires) => payment.Status switch
    {
        "completed" => OrderStatus.Completed,
        "failed" => OrderStatus.Failed,
        "cancelled" => OrderStatus.Closed,
        _ => now < expires ? OrderStatus.Pending : OrderStatus.Expired,
    };

    private static OrderTerms TermsOf(CrazyMinerPayment payment)
    {
        var description = payment.Description is { Length: > InputRules.SubjectLimit } tooLong
            ? tooLong[..InputRules.SubjectLimit]
            : payment.Description;
        return CrazyMinerTerms.Of(
            payment.Type, new UserId(payment.User), description, PlainDecimal.Format(payment.Amount), notifyUrl: null);
    }

    /// <summary>The payment at the gateway, under the number that the old installation gave it there.</summary>
    private Charge ChargeOf(CrazyMinerPayment payment, string idGet, DateTimeOffset expires)
    {
        var isPaid = payment.CompletedAt is not null;
        return new Charge
        {
            Provider = MedogramProvider.ProviderName,
            Method = MedogramProvider.ProviderName,
            Reference = payment.Id.ToString("D"),
            Amount = payment.Amount,
            Currency = currency,
            State = isPaid ? ChargeState.Paid : payment.Status is "failed" or "cancelled" ? ChargeState.Ended : ChargeState.Open,
            CreatedAt = payment.CreatedAt,
            ExpiresAt = expires,
            ProviderId = idGet,
            Paid = isPaid ? payment.Amount : null,
            PaidAt = payment.CompletedAt,
            Transaction = isPaid ? payment.TransId : null,
            Account = owner,
            Receipt = isPaid && payment.TransId is { } transId ? MedogramProvider.ReceiptOf(owner, transId) : null,
            Hints = isPaid && payment.TrackingCode is { } code
                ? new Dictionary<string, string> { [MedogramProvider.TrackingCodeHint] = code }
                : null,
        };
    }

    private Payer? Payer(CrazyMinerPayment payment, Action<string> fault)
    {
        if (payment.Token is not { } token) return null;
        if (CrazyMinerPayers.Read(fernet, token) is { } payer) return payer;
        fault("encrypted_user_data does not open under SECRET_KEY, or is no data of a user");
        return null;
    }
}
