using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Payouts;
using Payments.Domain.Payouts;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Merchants;
using Payments.Http.Payouts;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Payouts;

/// <summary>Decisions about the payout that a page's path names.</summary>
internal sealed class PayoutDecisions(PayoutQueries payouts, ConsoleProof proof)
{
    /// <summary>The grain of a shop's payouts.</summary>
    public static IPayoutGrain Of(ConsoleCall call) => call.Grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(call.Shop.Id));

    /// <summary>Decides. With the reason goes who decides, as for orders.</summary>
    /// <param name="call">Names the payout and gives the reason.</param>
    /// <param name="decide">Takes the payout's number and the reason.</param>
    /// <returns>Why it was not decided, and the status of the answer; null where it was.</returns>
    public async Task<(string Words, int Status)?> WhyNotAsync(
        ConsoleCall call, Func<IPayoutGrain, int, string, Task<PayoutChanged>> decide)
    {
        try
        {
            _ = int.TryParse(call.Route("payout"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            var payout = await payouts.FindAsync(new PayoutReference(call.Shop.Id, number))
                ?? throw new InputException("payout_id", "no such payout", StatusCodes.Status404NotFound);
            var reason = OrderManualEndpoints.Reason($"{call.Form.Required("reason")} · {call.Me.Person.Email}");
            if (await proof.WhyNotAsync(call) is { } wrong) return (wrong, StatusCodes.Status400BadRequest);
            var changed = await decide(Of(call), payout.Number, reason);
            if (PayoutForm.Refusal(changed.Outcome, changed.Payout ?? payout) is { } refused) throw refused;
            return null;
        }
        catch (InputException refusal)
        {
            return (refusal.Message, refusal.Status);
        }
    }
}
