using Payments.Domain.Identity;
using Payments.Domain.People;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public Task<PeopleOutcome> InvitePersonAsync(ShopInvitation invitation) =>
        ChangePeopleAsync((merchant, now) => ShopPeopleRules.Invite(merchant, invitation, now));

    /// <inheritdoc />
    public Task<PeopleOutcome> WithdrawInvitationAsync(string invitationId, PersonId? by) =>
        ChangePeopleAsync((merchant, now) => ShopPeopleRules.Withdraw(merchant, invitationId, by, now));

    /// <inheritdoc />
    public Task<PeopleOutcome> AcceptInvitationAsync(string tokenHash, PersonId person, string email) =>
        ChangePeopleAsync((merchant, now) => ShopPeopleRules.Accept(merchant, tokenHash, person, email, now));

    /// <inheritdoc />
    public Task<PeopleOutcome> ChangePersonAsync(PersonId person, ShopRole? role, PersonId? by) =>
        ChangePeopleAsync((merchant, now) => ShopPeopleRules.Change(merchant, person, role, by, now));

    private async Task<PeopleOutcome> ChangePeopleAsync(Func<Domain.Merchants.Merchant, DateTimeOffset, PeopleDecision> decide)
    {
        if (committed is null) return PeopleOutcome.UnknownMerchant;
        var decision = decide(committed, time.GetUtcNow());
        if (decision.Outcome == PeopleOutcome.Changed)
        {
            await CommitAsync(decision.Merchant);
            LogPeopleChanged(logger, Id, decision.Merchant.People.Count, decision.Merchant.Invitations.Count);
        }
        return decision.Outcome;
    }
}
