using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.People;

/// <summary>A person of the console. Reads interleave with writes and see only what was committed.</summary>
[GrainType("person")]
public sealed partial class PersonGrain(
    [PersistentState(StateNames.Person, StorageNames.Default)] IPersistentState<Stored<Person>> stored,
    SecretBox box, TimeProvider time, ILogger<PersonGrain> logger) : Grain, IPersonGrain
{
    private Person? committed;

    private PersonId Id => PersonId.FromGrainKey(this.GetPrimaryKeyString());

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Person?> GetAsync()
    {
        // Anybody may ask for any address: what is not there takes no memory.
        if (committed is null) DeactivateOnIdle();
        return Task.FromResult(committed);
    }

    /// <inheritdoc />
    public async Task<bool> RegisterAsync(RegisterPerson command)
    {
        if (committed is { IsReady: true }) return false;
        var person = committed ?? new Person { Id = Id, Email = command.Email, CreatedAt = Now };
        await CommitAsync(PersonRules.WithPassword(person, command.PasswordHash, null, Now) with { DisplayName = command.DisplayName });
        LogRegistered(logger, Id);
        return true;
    }

    /// <inheritdoc />
    public async Task<SignedIn?> FindSessionAsync(string tokenHash, string? from)
    {
        if (committed is null)
        {
            DeactivateOnIdle();
            return null;
        }
        if (PersonRules.Find(committed, tokenHash, Now) is not { } session) return null;
        await ChangeAsync(PersonRules.See(committed, session, Now, from));
        return new SignedIn { Person = committed, Session = session };
    }

    /// <inheritdoc />
    public Task BrowserToldAsync(string browserHash) => committed is null
        ? Task.CompletedTask
        : ChangeAsync(PersonRules.Told(committed, browserHash));

    /// <inheritdoc />
    public Task EndSessionAsync(string sessionId) => committed is null
        ? Task.CompletedTask
        : ChangeAsync(PersonRules.End(committed, sessionId));

    /// <inheritdoc />
    public Task EndOtherSessionsAsync(string sessionId) => committed is null
        ? Task.CompletedTask
        : ChangeAsync(PersonRules.EndOthers(committed, sessionId));

    /// <inheritdoc />
    public async Task<bool> SetPasswordAsync(string presentHash, string hash, string sessionId)
    {
        if (committed?.PasswordHash != presentHash) return false;
        await CommitAsync(PersonRules.WithPassword(committed, hash, sessionId, Now));
        LogPasswordSet(logger, Id);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> IssueLinkAsync(string email, PersonLink link)
    {
        if (committed is null && !link.MakesOperator) return false;
        var person = committed ?? new Person { Id = Id, Email = email, CreatedAt = Now };
        await CommitAsync(Audited(person, person with { Link = link }, link.MakesOperator ? OperatorInvited : PasswordLink));
        LogLinkIssued(logger, Id, link.MakesOperator, link.Until);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> MailLinkAsync(string tokenHash)
    {
        if (committed is null)
        {
            DeactivateOnIdle();
            return false;
        }
        if (PersonRules.MailLink(committed, tokenHash, Now) is not { } next) return false;
        await CommitAsync(next);
        LogLinkMailed(logger, Id);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> UseLinkAsync(string tokenHash, string passwordHash)
    {
        if (committed is null || PersonRules.UseLink(committed, tokenHash, passwordHash, Now) is not { } next) return false;
        await CommitAsync(next.IsOperator == committed.IsOperator ? next : Audited(committed, next, OperatorMade));
        LogPasswordSet(logger, Id);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> DropOperatorAsync()
    {
        if (committed is null)
        {
            DeactivateOnIdle();
            return false;
        }
        var next = PersonRules.WithoutOperator(committed);
        if (ReferenceEquals(next, committed)) return false;
        await CommitAsync(Audited(committed, next, OperatorRemoved));
        LogOperatorDropped(logger, Id);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> JoinAsync(MerchantId shop)
    {
        if (committed is null || PersonRules.Join(committed, shop) is not { } next) return false;
        await ChangeAsync(next);
        return true;
    }

    /// <inheritdoc />
    public async Task ResealAsync()
    {
        if (committed?.SealedSecret is { } secret && box.IsOutdated(secret))
            await CommitAsync(committed with { SealedSecret = Seal(Open(secret)) });
    }

    private Task ChangeAsync(Person next) => ReferenceEquals(next, committed) ? Task.CompletedTask : CommitAsync(next);

    private async Task CommitAsync(Person next)
    {
        await stored.SaveAsync(next, GrainContext);
        committed = next;
    }

    private string Seal(string secret) => box.Seal(secret, Person.Purpose, Id.Value);

    private string Open(string sealedSecret) => box.Open(sealedSecret, Person.Purpose, Id.Value);
}
