namespace Payments.Domain.Signatures.Clinic;

/// <summary>One way in which a signature may have been made, and whether this one was.</summary>
/// <param name="Name">Which way; see <see cref="SignatureClinic"/>.</param>
/// <param name="IsAccepted">Whether the gateway accepts it. The others are frequent mistakes of shops.</param>
/// <param name="Base">The text that is signed, with <see cref="SignatureClinic.Mask"/> in place of the secret.</param>
/// <param name="Expected">The signature that it gives under the present secret.</param>
/// <param name="FittingSecret">The name of the secret under which it gives the signature that was sent; null where it does not.</param>
public sealed record SignatureReading(string Name, bool IsAccepted, string Base, string Expected, string? FittingSecret);
