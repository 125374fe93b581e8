using System.Text.Json;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.PayLinks;

namespace Payments.Grains.PayLinks;

/// <summary>What people do to a payment link is written with the link into its chain of the audit log; its uses are not.</summary>
public sealed partial class PayLinkGrain
{
    private const string Made = "link-made";
    private const string Changed = "link-changed";
    private const string SwitchedOff = "link-off";
    private const string SwitchedOn = "link-on";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static string DeedOf(PayLink before, PayLink next)
    {
        if (before.IsOff == next.IsOff) return Changed;
        return next.IsOff ? SwitchedOff : SwitchedOn;
    }

    private PayLink Audited(string what, PayLink next)
    {
        var changes = AuditFacts.Compare(committed is null ? Nothing : FactsOf(committed), FactsOf(next));
        var chain = PayLinkKey.Of(next.Merchant, next.Code);
        return next with { Audit = AuditChain.Append(committed?.Audit, chain, AuditContext.Actor, what, null, changes, Now) };
    }

    private IReadOnlyDictionary<string, string> FactsOf(PayLink link)
    {
        using var json = JsonDocument.Parse(serializer.Serialize(link));
        // Nothing of a link is sealed.
        return AuditFacts.Of(json.RootElement, text => text);
    }
}
