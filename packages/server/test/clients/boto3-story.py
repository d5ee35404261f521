"""The whole story by boto3; prints one JSON object of what it saw."""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, key_id, secret = sys.argv[1:4]


def client(service, key=(key_id, secret, None)):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="ap-southeast-2",
        aws_access_key_id=key[0],
        aws_secret_access_key=key[1],
        aws_session_token=key[2],
        config=Config(retries={"max_attempts": 1}),
    )


def outcome(call, **arguments):
    try:
        call(**arguments)
        return "ok"
    except ClientError as error:
        return error.response["Error"]["Code"]


def policy(action):
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


seen = {}
iam = client("iam")
user = iam.create_user(UserName="fay", Path="/west/")["User"]
iam.create_group(GroupName="watchers")
iam.add_user_to_group(GroupName="watchers", UserName="fay")
arn = iam.create_policy(PolicyName="Watch", PolicyDocument=policy("iam:GetUser"))["Policy"]["Arn"]
iam.attach_group_policy(GroupName="watchers", PolicyArn=arn)
made = iam.create_access_key(UserName="fay")["AccessKey"]
fay = (made["AccessKeyId"], made["SecretAccessKey"], None)

seen["identity"] = client("sts", fay).get_caller_identity()["Arn"]
seen["refused"] = outcome(client("iam", fay).list_users)
iam.create_policy_version(PolicyArn=arn, PolicyDocument=policy("iam:ListUsers"), SetAsDefault=True)
seen["allowed"] = outcome(client("iam", fay).list_users)
seen["document"] = iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]["Document"]
iam.detach_group_policy(GroupName="watchers", PolicyArn=arn)
seen["detached"] = outcome(client("iam", fay).list_users)

trust = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": user["Arn"]}, "Action": "sts:AssumeRole"},
    }
)
role = iam.create_role(RoleName="deputy", AssumeRolePolicyDocument=trust)["Role"]
iam.put_role_policy(RoleName="deputy", PolicyName="List", PolicyDocument=policy("iam:ListUsers"))
assumed = client("sts", fay).assume_role(RoleArn=role["Arn"], RoleSessionName="day")["Credentials"]
session = (assumed["AccessKeyId"], assumed["SecretAccessKey"], assumed["SessionToken"])
seen["session"] = outcome(client("iam", session).list_users)
iam.delete_role_policy(RoleName="deputy", PolicyName="List")
iam.delete_role(RoleName="deputy")
iam.create_role(RoleName="deputy", AssumeRolePolicyDocument=trust)
iam.put_role_policy(RoleName="deputy", PolicyName="List", PolicyDocument=policy("iam:ListUsers"))
seen["remade"] = outcome(client("iam", session).list_users)

for number in range(25):
    iam.create_user(UserName=f"many{number:02}")
pages = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 10})
seen["paged"] = [len(page["Users"]) for page in pages]
seen["conflict"] = outcome(iam.delete_user, UserName="fay")
seen["nobody"] = outcome(iam.get_user, UserName="nobody")
print(json.dumps(seen))
