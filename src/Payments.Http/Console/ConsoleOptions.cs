namespace Payments.Http.Console;

/// <summary>Settings of the merchants' console.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Console";

    /// <summary>
    /// Who gets an account. <c>open</c>: whoever registers a shop. <c>invite</c>, the default: who has a link of an operator or of a shop's
    /// owner. <c>closed</c>: who has a link of an operator; owners invite those who have an account already.
    /// </summary>
    public string Registration { get; set; } = "invite";

    /// <summary>The policy, or null where the text names none.</summary>
    internal RegistrationPolicy? Policy => Registration.Trim().ToLowerInvariant() switch
    {
        "open" => RegistrationPolicy.Open,
        "invite" or "" => RegistrationPolicy.Invite,
        "closed" => RegistrationPolicy.Closed,
        _ => null,
    };
}

/// <summary>Who gets an account of the console.</summary>
internal enum RegistrationPolicy
{
    /// <summary>Whoever registers a shop.</summary>
    Open,

    /// <summary>Who has a link of an operator or an owner.</summary>
    Invite,

    /// <summary>Who has a link of an operator.</summary>
    Closed,
}
