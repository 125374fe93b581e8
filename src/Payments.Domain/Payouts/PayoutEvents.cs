using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;

namespace Payments.Domain.Payouts;

/// <summary>What webhook endpoints are told of payouts.</summary>
public static class PayoutEvents
{
    /// <summary>The events of a change, in the order in which they are told.</summary>
    /// <param name="before">The payout before the change; null for a new one.</param>
    /// <param name="after">The payout as it is to be stored.</param>
    public static IEnumerable<string> Of(Payout? before, Payout after)
    {
        if (before is null) yield return WebhookEvents.PayoutCreated;
        if (before?.Standing == after.Standing) yield break;
        switch (after.Standing)
        {
            case PayoutStanding.Review:
                yield return WebhookEvents.PayoutReview;
                break;
            case PayoutStanding.Unknown:
                yield return WebhookEvents.PayoutUnknown;
                break;
            case PayoutStanding.Succeeded:
                yield return WebhookEvents.PayoutCompleted;
                break;
            case PayoutStanding.Failed or PayoutStanding.Cancelled:
                yield return WebhookEvents.PayoutFailed;
                break;
            case PayoutStanding.Requested or PayoutStanding.Processing:
                break;
            default:
                throw new InvalidOperationException($"Unknown standing {after.Standing} of a payout.");
        }
    }

    /// <summary>Whether a change is any event.</summary>
    public static bool Any(PayoutBook? before, PayoutBook after) =>
        Changed(before, after).Any(change => Of(change.Before, change.After).Any());

    /// <summary>With what endpoints are to be told of the change.</summary>
    /// <param name="before">The book before the change; null for none.</param>
    /// <param name="after">The book as it is to be stored.</param>
    /// <param name="endpoints">The merchant's endpoints.</param>
    /// <param name="now">The present.</param>
    public static PayoutBook Told(PayoutBook? before, PayoutBook after, IReadOnlyList<WebhookEndpoint> endpoints, DateTimeOffset now)
    {
        var outbox = new List<PayoutNotice>(after.Outbox);
        var payouts = after.Payouts.ToDictionary(payout => payout.Number);
        foreach (var (known, payout) in Changed(before, after))
        {
            var told = payout.Told;
            foreach (var name in Of(known, payout))
            {
                foreach (var endpoint in endpoints.Where(endpoint => endpoint.Takes(name, now)))
                {
                    told++;
                    outbox.Add(new PayoutNotice
                    {
                        Place = payout.Place ?? PayoutReference.PlaceOf(after.Merchant, payout.Id).Value,
                        Number = told,
                        Event = name,
                        Endpoint = endpoint.Id,
                        Data = DataOf(after.Merchant, payout),
                    });
                }
            }
            payouts[payout.Number] = payout with { Told = told };
        }
        return outbox.Count == after.Outbox.Count
            ? after
            : after with { Outbox = outbox, Payouts = [.. after.Payouts.Select(payout => payouts[payout.Number])] };
    }

    private static IEnumerable<(Payout? Before, Payout After)> Changed(PayoutBook? before, PayoutBook after)
    {
        foreach (var payout in after.Payouts)
        {
            var known = before is null ? null : PayoutRules.Find(before, payout.Number);
            if (!ReferenceEquals(known, payout)) yield return (known, payout);
        }
    }

    private static string DataOf(MerchantId merchant, Payout payout) => JsonSerializer.Serialize(new
    {
        payout_id = payout.Id,
        status = PayoutRules.Word(payout.Standing),
        amount = PlainDecimal.Format(payout.Wish.Amount),
        currency = payout.Wish.Coin,
        network = payout.Wish.Network,
        address = payout.Wish.Address,
        memo = payout.Wish.Memo,
        fee_from = PayoutRules.FeeFrom(payout.Wish),
        reference = new PayoutReference(merchant, payout.Number).ToString(),
        provider_id = payout.ProviderId,
        transaction_hash = payout.Transaction,
        detail = payout.Word,
        requested_by = payout.By,
        created_at = WoPayBody.Time(payout.CreatedAt),
        ended_at = payout.EndedAt is { } ended ? WoPayBody.Time(ended) : null,
    });
}
