using System.Text.Json;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.Merchants;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    private const string Registered = "registered";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>
    /// With an entry of the audit log that says what differs from what is stored; unchanged where nothing that counts does.
    /// </summary>
    private Merchant Audited(Merchant next)
    {
        var changes = AuditFacts.Compare(committed is null ? Nothing : FactsOf(committed), FactsOf(next));
        if (changes.Count == 0) return next;
        var actor = AuditContext.Actor;
        var what = committed is null ? Registered : AuditFacts.PartsOf(changes);
        var mark = AuditChain.Append(committed?.Audit, Id.GrainKey, actor, what, null, changes, time.GetUtcNow());
        return next with { Audit = mark };
    }

    /// <summary>The first key is in the list from its first use on; that it is, is no change.</summary>
    private IReadOnlyDictionary<string, string> FactsOf(Merchant merchant)
    {
        using var json = JsonDocument.Parse(serializer.Serialize(merchant with { Keys = ApiKeyRules.All(merchant) }));
        return AuditFacts.Of(json.RootElement, Open);
    }
}
