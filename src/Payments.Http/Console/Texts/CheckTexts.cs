namespace Payments.Http.Console.Texts;

/// <summary>Tests of callback addresses, and the signature clinic.</summary>
public sealed partial record CheckTexts
{
    public required string TestTitle { get; init; }
    public required string TestText { get; init; }
    public required string TestUrl { get; init; }
    public required string TestForm { get; init; }
    public required string Test { get; init; }
    public required string TooManyTests { get; init; }
    public required string Answered { get; init; }
    public required string Unreachable { get; init; }

    /// <summary>A shop that takes what nobody signed, by the methods <c>{0}</c>.</summary>
    public required string Believed { get; init; }

    public required string BelievedUnread { get; init; }
    public required string GetFirst { get; init; }
    public required string ClinicTitle { get; init; }
    public required string ClinicText { get; init; }
    public required string Pasted { get; init; }
    public required string Signed { get; init; }
    public required string SignedHint { get; init; }
    public required string Examine { get; init; }
    public required string NoRequest { get; init; }
    public required string TooLong { get; init; }

    /// <summary>The request names merchant <c>{0}</c>, and the shop's number is <c>{1}</c>.</summary>
    public required string OtherMerchant { get; init; }

    public required string TextRight { get; init; }

    /// <summary>The texts differ from letter <c>{0}</c> on.</summary>
    public required string Differs { get; init; }

    public required string Behind { get; init; }
    public required string ShouldGoOn { get; init; }
    public required string GoesOn { get; init; }
    public required string End { get; init; }
    public required string Given { get; init; }
    public required string Expected { get; init; }
    public required string Base { get; init; }

    /// <summary>The secret <c>{0}</c> fits.</summary>
    public required string FitsUnder { get; init; }

    public required string PresentSecret { get; init; }
    public required string FormerSecret { get; init; }

    /// <summary>Verdicts by name.</summary>
    public required IReadOnlyDictionary<string, string> Verdicts { get; init; }

    /// <summary>Readings of <see cref="Payments.Domain.Signatures.Clinic.SignatureClinic"/> in words.</summary>
    public required IReadOnlyDictionary<string, string> Readings { get; init; }
}
