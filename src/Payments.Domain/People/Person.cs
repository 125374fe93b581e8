using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Domain.People;

/// <summary>
/// A person who signs in to the console, as stored: no secret in the clear. What the person may do in a shop, the shop's merchant says
/// (<see cref="ShopPerson"/>). Changed only by <see cref="PersonRules"/>.
/// </summary>
/// <remarks>No field is called <c>name</c>: the dashboard shows fields of that name.</remarks>
[GenerateSerializer, Immutable, Alias("person")]
public sealed record Person
{
    /// <summary>The purpose under which the second factor's secret is sealed; the owner is the person's id.</summary>
    public const string Purpose = "second-factor";

    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The person's id.</summary>
    [Id(1)] public required PersonId Id { get; init; }

    /// <summary>The e-mail address in lower case.</summary>
    [Id(2)] public required string Email { get; init; }

    /// <summary>What others of the shop read; null where none was given.</summary>
    [Id(3)] public string? DisplayName { get; init; }

    /// <summary>The password's hash with its salt and cost; null while a link that sets the first one was not used.</summary>
    [Id(4)] public string? PasswordHash { get; init; }

    /// <summary>The secret of the second factor (RFC 6238) in Base32, sealed under the master key; null where there is none.</summary>
    [Id(5)] public string? SealedSecret { get; init; }

    /// <summary>The time step of the last code that was taken: no code of this step or an earlier one is taken again.</summary>
    [Id(6)] public long LastStep { get; init; }

    /// <summary>Lower-case hex SHA-256 of the recovery codes that were not used yet.</summary>
    [Id(7)] public IReadOnlyList<string> RecoveryHashes { get; init => field = value ?? []; } = [];

    /// <summary>Where the person is signed in, oldest first; at most <see cref="PersonRules.SessionLimit"/>.</summary>
    [Id(8)] public IReadOnlyList<PersonSession> Sessions { get; init => field = value ?? []; } = [];

    /// <summary>Shops that the person joined. Whether it is still one of a shop's people, the shop's merchant says.</summary>
    [Id(9)] public IReadOnlyList<MerchantId> Shops { get; init => field = value ?? []; } = [];

    /// <summary>Whether the person is one of the installation's operators, who may look at every shop.</summary>
    [Id(10)] public bool IsOperator { get; init; }

    /// <summary>A link of an operator's that sets a password; null where none waits.</summary>
    [Id(11)] public PersonLink? Link { get; init; }

    /// <summary>First creation.</summary>
    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the password was last set; null for never.</summary>
    [Id(13)] public DateTimeOffset? PasswordAt { get; init; }

    /// <summary>A link that the person asked for by mail, which sets a password; null where none waits.</summary>
    [Id(14)] public PersonLink? MailedLink { get; init; }

    /// <summary>
    /// The newest entry of the audit log about it; null before an operator issued a link for the person, or the person became one.
    /// </summary>
    [Id(15)] public AuditMark? Audit { get; init; }

    /// <summary>Browsers in which the person signed in; at most <see cref="PersonRules.BrowsersKept"/>.</summary>
    [Id(16)] public IReadOnlyList<PersonBrowser> Browsers { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether the person can sign in at all.</summary>
    [JsonIgnore] public bool IsReady => PasswordHash is not null;

    /// <summary>Whether signing in takes a code beside the password.</summary>
    [JsonIgnore] public bool HasSecondFactor => SealedSecret is not null;

    /// <inheritdoc />
    public override string ToString() => $"Person {{ {Id} }}";
}
