using System.Globalization;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.People;

namespace Payments.Grains.People;

/// <summary>
/// What operators do to people is written with the person into its chain of the audit log; what people do for themselves is not.
/// </summary>
public sealed partial class PersonGrain
{
    private const string OperatorInvited = "operator-invited";
    private const string OperatorMade = "operator-made";
    private const string OperatorRemoved = "operator-removed";
    private const string PasswordLink = "password-link";

    private Person Audited(Person before, Person next, string what)
    {
        AuditChange[] changes =
        [
            Change("isOperator", Text(before.IsOperator), Text(next.IsOperator)),
            Change("link.until", Text(before.Link), Text(next.Link)),
            Change("link.makesOperator", Text(before.Link?.MakesOperator), Text(next.Link?.MakesOperator)),
            Change("link.dropsSecondFactor", Text(before.Link?.DropsSecondFactor), Text(next.Link?.DropsSecondFactor)),
        ];
        return next with
        {
            Audit = AuditChain.Append(before.Audit, Id.GrainKey, AuditContext.Actor, what, null,
                [.. changes.Where(change => change.Before != change.After)], Now),
        };

        AuditChange Change(string field, string? was, string? becomes) => new($"people[{next.Email}].{field}", was, becomes);
    }

    private static string? Text(bool? flag) => flag is true ? "true" : null;

    private static string? Text(PersonLink? link) =>
        link?.Until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
