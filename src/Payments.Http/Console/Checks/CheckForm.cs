using Payments.Contracts.Callbacks;
using Payments.Domain.Signatures.Clinic;

namespace Payments.Http.Console.Checks;

/// <summary>What was typed on the page of checks, and what came of it.</summary>
public sealed record CheckForm
{
    /// <summary>The callback address to test.</summary>
    public string Url { get; init; } = "";

    /// <summary>The name of the callback's form.</summary>
    public string Face { get; init; } = "";

    /// <summary>How the test went; null where none was made.</summary>
    public CallbackTest? Test { get; init; }

    /// <summary>Why no test was made, or null.</summary>
    public string? TestWrong { get; init; }

    /// <summary>The request to examine.</summary>
    public string Pasted { get; init; } = "";

    /// <summary>The text that the shop's program signs.</summary>
    public string Signed { get; init; } = "";

    /// <summary>What was found; null where nothing was examined.</summary>
    public SignatureExamination? Found { get; init; }

    /// <summary>Why nothing was examined, or null.</summary>
    public string? ClinicWrong { get; init; }
}
