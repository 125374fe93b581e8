namespace Payments.Domain.Tests;
public class SkeletonTests { [Fact] public void Builds() => true.Should().BeTrue(); }
