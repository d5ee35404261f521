"""Calls operations by boto3 as cases on stdin say, one JSON a line, and tells what came back of each.

argv: the endpoint. What this boto3 does not know yet (an operation, a member) is left out and told.
"""
import base64
import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

clients = {
    service: boto3.client(
        service,
        region_name='us-east-1',
        endpoint_url=sys.argv[1],
        aws_access_key_id='AKIAIOSFODNN7EXAMPLE',
        aws_secret_access_key='secret',
        config=Config(parameter_validation=False, retries={'total_max_attempts': 1}, proxies={}),
    )
    for service in ('iam', 'sts')
}


def known(value, shape):
    """The value without the members that this boto3's model lacks."""
    if shape.type_name == 'structure':
        return {k: known(v, shape.members[k]) for k, v in value.items() if k in shape.members}
    if shape.type_name == 'list':
        return [known(each, shape.member) for each in value]
    return value


def plain(value):
    if isinstance(value, datetime.datetime):
        return {'$time': int(value.timestamp())}
    if isinstance(value, bytes):
        return {'$bytes': base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


for line in sys.stdin:
    case = json.loads(line)
    client = clients[case['service']]
    model = client.meta.service_model
    if case['name'] not in model.operation_names:
        print(json.dumps({'unknown': True}), flush=True)
        continue
    operation = model.operation_model(case['name'])
    given = known(case['input'], operation.input_shape) if operation.input_shape else {}
    expected = known(case['output'], operation.output_shape) if operation.output_shape else {}
    method = next(k for k, v in client.meta.method_to_api_mapping.items() if v == case['name'])
    try:
        answer = getattr(client, method)(**given)
        metadata = answer.pop('ResponseMetadata')
        told = {'answer': plain(answer), 'expected': expected}
    except ClientError as error:
        metadata = error.response['ResponseMetadata']
        told = {'error': type(error).__name__, **error.response['Error']}
    print(json.dumps({'given': given, 'status': metadata['HTTPStatusCode'], **told}), flush=True)
