using System.Globalization;

namespace Payments.Domain.Charges;

/// <summary>What news does to one charge, and when its provider is asked.</summary>
public static class ChargeRules
{
    /// <summary>
    /// How long after its end a charge is still asked for: a callback that was lost may be of a payment in the last second.
    /// </summary>
    public static readonly TimeSpan AskedAfterEnd = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Rests =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>
    /// Takes what the provider says. Money decides: what was paid stays paid, whatever comes later or comes twice, and what ended is paid
    /// after all where the provider says so. An older state never undoes a newer one.
    /// </summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static Charge Apply(Charge charge, ChargeNews news, DateTimeOffset now)
    {
        if (charge.State == ChargeState.Paid) return charge;
        if (WhyNot(charge, news) is { } mismatch)
            return news.State is ChargeState.Paid or ChargeState.Underpaid ? Held(charge, mismatch) : charge;
        if (charge.State == ChargeState.Held && news.State != ChargeState.Paid) return charge;
        var isMoney = news.State is ChargeState.Paid or ChargeState.Seen or ChargeState.Underpaid;
        if (charge.State == ChargeState.Ended && !isMoney) return charge;
        if (charge.State is ChargeState.Seen or ChargeState.Underpaid && news.State == ChargeState.Open) return charge;
        if (charge.State == ChargeState.Seen && news.State == ChargeState.Underpaid && IsBefore(news, charge)) return charge;

        var next = charge with
        {
            State = news.State,
            ProviderId = charge.ProviderId ?? news.ProviderId,
            Front = news.Front ?? charge.Front,
            Paid = news.Paid ?? charge.Paid,
            PayerAmount = news.PayerAmount ?? charge.PayerAmount,
            PayerCurrency = news.PayerCurrency ?? charge.PayerCurrency,
            Transaction = news.Transaction ?? charge.Transaction,
            Receipt = news.Receipt ?? charge.Receipt,
            PaidAt = news.State == ChargeState.Paid ? news.PaidAt ?? now : charge.PaidAt,
            Word = news.Word ?? charge.Word,
        };
        return next == charge ? charge : next with { Asked = next.State == charge.State ? charge.Asked : 0 };
    }

    /// <summary>Whether news tells of less than had come already: it was sent before the rest came, and is late.</summary>
    private static bool IsBefore(ChargeNews news, Charge charge) => news.PayerCurrency == charge.PayerCurrency &&
        decimal.TryParse(news.PayerAmount, NumberStyles.Number, CultureInfo.InvariantCulture, out var told) &&
        decimal.TryParse(charge.PayerAmount, NumberStyles.Number, CultureInfo.InvariantCulture, out var known) && told < known;

    /// <summary>
    /// Why news cannot be of this charge although it names it: the provider's id, the amount or the currency is another one. Null where it
    /// fits.
    /// </summary>
    public static string? WhyNot(Charge charge, ChargeNews news)
    {
        if (news.ProviderId is { } id && charge.ProviderId is { } known && id != known)
            return $"the provider's id is {id}, and this charge's is {known}";
        if (news.Currency is { } currency && currency != charge.Currency)
            return $"the provider was asked for {charge.Currency} and says {currency}";
        if (news.Amount is { } amount && amount != charge.Amount)
            return FormattableString.Invariant($"the provider was asked for {charge.Amount} {charge.Currency} and says {amount}");
        if (news is { State: ChargeState.Paid, Paid: { } paid } && paid < charge.Amount)
            return FormattableString.Invariant($"the provider says it is paid, and that {paid} of {charge.Amount} {charge.Currency} came");
        return null;
    }

    /// <summary>Sets a charge aside for a person; what the provider says is kept as its word.</summary>
    public static Charge Held(Charge charge, string why) =>
        charge.State is ChargeState.Paid or ChargeState.Held ? charge : charge with { State = ChargeState.Held, Word = why, AskAt = null };

    /// <summary>With the time at which the provider is asked next, from now on.</summary>
    /// <param name="charge">The charge.</param>
    /// <param name="isAskable">Whether its provider can be asked about it now.</param>
    /// <param name="now">The present.</param>
    public static Charge Scheduled(Charge charge, bool isAskable, DateTimeOffset now)
    {
        DateTimeOffset? at = isAskable && charge.IsLive ? now + Rests[Math.Min(charge.Asked, Rests.Length - 1)] : null;
        // Asked once at the end at the latest, since most that were not told of are paid by then.
        if (at > charge.ExpiresAt && charge.ExpiresAt > now) at = charge.ExpiresAt;
        if (at > charge.ExpiresAt + AskedAfterEnd)
        {
            return charge.HasMoneyUnderWay
                ? Held(charge, "the provider has not said for a day what became of the money that it saw")
                : charge with { AskAt = null };
        }
        return at == charge.AskAt ? charge : charge with { AskAt = at };
    }

    /// <summary>That the provider was asked once more.</summary>
    public static Charge Asked(Charge charge, string? word) => charge with { Asked = charge.Asked + 1, Word = word ?? charge.Word };
}
